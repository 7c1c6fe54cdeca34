package org.quarry.descriptor.coulomb;

import org.quarry.atoms.Configuration;

/** Elements of {@link SineMatrix}. */
final class SineElements implements PairMatrix {
  /** Sum of the squared sines below which atoms coincide; rounding leaves 1e−31. */
  private static final double COINCIDENT = 1e-24;

  private final double unit;
  private double[] sines = new double[0];
  private double[] cosines = new double[0];

  SineElements(LengthUnit units) {
    this.unit = units.inAngstrom();
  }

  @Override
  public void fill(Configuration c, double[] matrix) {
    Refusal.unlessSpatial(SineParameters.NAME, c);
    setPhases(c);
    double[] h = c.cell().toArray();
    int n = c.size();
    for (int i = 0; i < n; i++) {
      matrix[i * n + i] = SelfEnergy.of(c.atomicNumber(i));
      double charge = unit * c.atomicNumber(i);
      for (int j = 0; j < i; j++) {
        double a = squaredSine(i, j, 0);
        double b = squaredSine(i, j, 1);
        double d = squaredSine(i, j, 2);
        if (a + b + d < COINCIDENT) {
          throw Refusal.ofCoincidence(SineParameters.NAME, c, i, j);
        }
        double x = a * h[0] + b * h[3] + d * h[6];
        double y = a * h[1] + b * h[4] + d * h[7];
        double z = a * h[2] + b * h[5] + d * h[8];
        double element = charge * c.atomicNumber(j) / Math.sqrt(x * x + y * y + z * z);
        matrix[i * n + j] = element;
        matrix[j * n + i] = element;
      }
    }
  }

  /** sin πf and cos πf for the fractional coordinates f of each atom, less whole periods. */
  private void setPhases(Configuration c) {
    int n = c.size();
    if (sines.length < 3 * n) {
      sines = new double[6 * n];
      cosines = new double[6 * n];
    }
    double[] inverse = c.cell().inverse();
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < 3; k++) {
        double f =
            c.position(i, 0) * inverse[k]
                + c.position(i, 1) * inverse[3 + k]
                + c.position(i, 2) * inverse[6 + k];
        double phase = Math.PI * (f - Math.rint(f)); // sin² has period 1 in f
        sines[3 * i + k] = StrictMath.sin(phase);
        cosines[3 * i + k] = StrictMath.cos(phase);
      }
    }
  }

  /** sin² π(f_i − f_j) along an axis, from the sines and cosines of the atoms. */
  private double squaredSine(int i, int j, int axis) {
    double sine =
        sines[3 * i + axis] * cosines[3 * j + axis] - cosines[3 * i + axis] * sines[3 * j + axis];
    return sine * sine;
  }
}
