package org.quarry.potential.kim;

/** OpenKIM cannot be used on this machine; the message says what to install. */
public final class KimUnavailableException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  KimUnavailableException(String reason) {
    super(
        "OpenKIM is not available on this machine ("
            + reason
            + "): install it with \"apt-get install libkim-api2 openkim-models\" (Debian, Ubuntu)"
            + " or \"conda install -c conda-forge kim-api openkim-models\"");
  }
}
