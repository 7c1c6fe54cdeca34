package org.quarry.math.fft;

import java.util.Arrays;

/**
 * {@link PointTransform} term by term: exact but for rounding, in O(points · coefficients) steps.
 * The phases of a point are products of those along the axes, each computed once.
 */
public final class DirectPointTransform implements PointTransform {
  private final int[] bands;
  private final double[][] cosines = new double[3][];
  private final double[][] sines = new double[3][];

  /**
   * A transform up to some frequencies.
   *
   * @param bands K_x, K_y, K_z, not negative
   */
  public DirectPointTransform(int... bands) {
    this.bands = Bands.checked(bands);
    for (int axis = 0; axis < 3; axis++) {
      cosines[axis] = new double[2 * bands[axis] + 1];
      sines[axis] = new double[2 * bands[axis] + 1];
    }
  }

  @Override
  public int band(int axis) {
    return bands[axis];
  }

  @Override
  public void transform(
      int points, double[] fractions, double[][] weights, double[][] re, double[][] im) {
    for (int set = 0; set < weights.length; set++) {
      Arrays.fill(re[set], 0, size(), 0);
      Arrays.fill(im[set], 0, size(), 0);
    }
    for (int point = 0; point < points; point++) {
      for (int axis = 0; axis < 3; axis++) {
        phases(axis, fractions[3 * point + axis]);
      }
      for (int set = 0; set < weights.length; set++) {
        if (weights[set][point] != 0) {
          add(weights[set][point], re[set], im[set]);
        }
      }
    }
  }

  /** e^(−2πi h f) for −K ≤ h ≤ K, the product h f reduced before its cosine is taken. */
  private void phases(int axis, double fraction) {
    double f = fraction - Math.rint(fraction);
    int k = bands[axis];
    for (int h = 0; h <= k; h++) {
      double turns = h * f;
      double angle = -2 * Math.PI * (turns - Math.rint(turns));
      double cosine = StrictMath.cos(angle);
      double sine = StrictMath.sin(angle);
      cosines[axis][k + h] = cosine;
      sines[axis][k + h] = sine;
      cosines[axis][k - h] = cosine;
      sines[axis][k - h] = -sine;
    }
  }

  private void add(double weight, double[] re, double[] im) {
    int line = 2 * bands[2] + 1;
    int to = 0;
    for (int x = bands[0]; x <= 2 * bands[0]; x++) {
      double xr = weight * cosines[0][x];
      double xi = weight * sines[0][x];
      for (int y = 0; y <= 2 * bands[1]; y++) {
        double pr = xr * cosines[1][y] - xi * sines[1][y];
        double pi = xr * sines[1][y] + xi * cosines[1][y];
        addLine(line, pr, pi, cosines[2], sines[2], to, re, im);
        to += line;
      }
    }
  }

  private static void addLine(
      int count,
      double pr,
      double pi,
      double[] cosine,
      double[] sine,
      int to,
      double[] re,
      double[] im) {
    for (int z = 0; z < count; z++) {
      re[to + z] += pr * cosine[z] - pi * sine[z];
      im[to + z] += pr * sine[z] + pi * cosine[z];
    }
  }
}
