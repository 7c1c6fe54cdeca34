package org.quarry.atoms;

/** Along which of the three cell vectors a configuration repeats. */
public record Periodicity(boolean a, boolean b, boolean c) {
  /** An isolated cluster or molecule. */
  public static final Periodicity NONE = new Periodicity(false, false, false);

  /** A bulk crystal, liquid or glass. */
  public static final Periodicity ALL = new Periodicity(true, true, true);

  /** Whether axis 0, 1 or 2 repeats. */
  public boolean along(int axis) {
    return switch (axis) {
      case 0 -> a;
      case 1 -> b;
      case 2 -> c;
      default -> throw new IndexOutOfBoundsException(axis);
    };
  }

  /** Whether any axis repeats. */
  public boolean any() {
    return a || b || c;
  }

  /** The number of axes that repeat. */
  public int dimensions() {
    return (a ? 1 : 0) + (b ? 1 : 0) + (c ? 1 : 0);
  }
}
