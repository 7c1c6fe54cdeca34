package org.quarry.selection;

import java.io.Serializable;
import java.util.Optional;

/** Where a ranking ends: which rows are among the first k. */
public final class Cut implements Serializable {
  private static final long serialVersionUID = 1;

  private final boolean open; // takes every row
  private final Scored last; // the k-th row; null for an open cut and for k = 0

  private Cut(boolean open, Scored last) {
    this.open = open;
    this.last = last;
  }

  /** There are fewer than k rows: all are taken. */
  public static Cut everything() {
    return new Cut(true, null);
  }

  /** Nothing is taken. */
  public static Cut nothing() {
    return new Cut(false, null);
  }

  /** Takes the rows up to and with one. */
  public static Cut after(Scored last) {
    return new Cut(false, last);
  }

  /** Whether a row is among the first k. */
  public boolean takes(Scored row) {
    return open || (last != null && row.compareTo(last) <= 0);
  }

  /** Whether a row is the k-th. */
  public boolean endsAt(Scored row) {
    return last != null && row.compareTo(last) == 0;
  }

  /** The k-th row; none if all rows are taken, or none is. */
  public Optional<Scored> last() {
    return Optional.ofNullable(last);
  }
}
