package org.quarry.shard;

import java.io.IOException;

/**
 * A shard or its manifest is not what it should be; the message is one line that says what to do.
 */
public final class ShardException extends IOException {
  private static final long serialVersionUID = 1L;

  public ShardException(String message) {
    super(message);
  }

  public ShardException(String message, Throwable cause) {
    super(message, cause);
  }
}
