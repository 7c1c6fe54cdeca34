package org.quarry.network.autograd;

/**
 * What a quantity of a pair does when its two ends change places: a distance stays, a direction
 * turns round.
 */
public enum Parity {
  EVEN(1),
  ODD(-1);

  private final int sign;

  Parity(int sign) {
    this.sign = sign;
  }

  /** +1 or −1. */
  public int sign() {
    return sign;
  }
}
