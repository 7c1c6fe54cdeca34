package org.quarry.network;

import java.util.Locale;

/** What a residual r costs in the loss. */
public enum ResidualFunction {
  /** r²: the mean of it is the mean square error. */
  SQUARED {
    @Override
    public double value(double r, double delta) {
      return r * r;
    }

    @Override
    public double slope(double r, double delta) {
      return 2 * r;
    }
  },
  /** |r|: the mean of it is the mean absolute error. The slope at 0 is taken as 0. */
  ABSOLUTE {
    @Override
    public double value(double r, double delta) {
      return Math.abs(r);
    }

    @Override
    public double slope(double r, double delta) {
      return Math.signum(r);
    }
  },
  /** r²/2 up to |r| = δ, δ(|r| − δ/2) beyond (Huber, Ann. Math. Stat. 35, 73, 1964). */
  HUBER {
    @Override
    public double value(double r, double delta) {
      double size = Math.abs(r);
      return size <= delta ? r * r / 2 : delta * (size - delta / 2);
    }

    @Override
    public double slope(double r, double delta) {
      return Math.abs(r) <= delta ? r : delta * Math.signum(r);
    }
  };

  /** ρ(r); {@code delta} is read by HUBER alone. */
  public abstract double value(double r, double delta);

  /** dρ/dr. */
  public abstract double slope(double r, double delta);

  /** The name as the command line writes it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
