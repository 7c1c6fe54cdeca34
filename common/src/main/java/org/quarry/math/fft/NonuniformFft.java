package org.quarry.math.fft;

import java.util.Arrays;
import org.quarry.math.GaussLegendre;

/**
 * {@link PointTransform} by a non-uniform fast Fourier transform of type 1: every point is spread
 * over w³ points of a grid twice as fine as the frequencies ask for, the grid is transformed, and
 * the coefficients are divided by those of the spreading function
 *
 * <pre>
 * φ(z) = e^(2.3 w (√(1 − z²) − 1)),   |z| ≤ 1,   z = 1 at w/2 grid points
 * </pre>
 *
 * <p>(Barnett, Magland and af Klinteberg, SIAM J. Sci. Comput. 41, C479 (2019)). With w = ⌈−log₁₀
 * ε⌉ + 2 no coefficient is wrong by more than ε Σ|c|. Cost: w³ steps a point and one transform for
 * two sets of weights. Memory: 2 numbers a point of the fine grid, some 64 K_x K_y K_z points.
 */
public final class NonuniformFft implements PointTransform {
  private static final double MOST_ACCURATE = 1e-13;
  private static final double LEAST_ACCURATE = 0.1;
  private static final double SHAPE = 2.30;
  private static final int OVERSAMPLING = 2;
  private static final int QUADRATURE_POINTS = 64;

  private final int[] bands;
  private final int width;
  private final int[] n = new int[3];
  private final double[][] correction = new double[3][];
  private final double[][] kernel;
  private final int[][] columns;
  private final BoxFft.Workspace fft;
  private final double[] gridRe;
  private final double[] gridIm;

  private NonuniformFft(double accuracy, int... bands) {
    this.bands = Bands.checked(bands);
    this.width = (int) Math.ceil(-StrictMath.log10(accuracy) - 1e-9) + 2;
    this.kernel = new double[3][width];
    this.columns = new int[3][width];
    for (int axis = 0; axis < 3; axis++) {
      int least = Math.max(OVERSAMPLING * (2 * bands[axis] + 1), 2 * width);
      n[axis] = SmoothSizes.atLeast(least);
      correction[axis] = correction(bands[axis], n[axis]);
    }
    BoxFft plan = BoxFft.of(n[0], n[1], n[2]);
    this.fft = plan.workspace();
    this.gridRe = new double[plan.size()];
    this.gridIm = new double[plan.size()];
  }

  /**
   * A transform up to some frequencies.
   *
   * @param accuracy the largest error of a coefficient over the sum of the weights' absolute
   *     values, 1e−13 to 0.1
   * @param bands K_x, K_y, K_z, not negative
   */
  public static NonuniformFft of(double accuracy, int... bands) {
    if (!(accuracy >= MOST_ACCURATE && accuracy <= LEAST_ACCURATE)) {
      throw new IllegalArgumentException("accuracy must be between 1e-13 and 0.1, got " + accuracy);
    }
    return new NonuniformFft(accuracy, bands);
  }

  @Override
  public int band(int axis) {
    return bands[axis];
  }

  @Override
  public void transform(
      int points, double[] fractions, double[][] weights, double[][] re, double[][] im) {
    for (int set = 0; set < weights.length; set += 2) {
      boolean two = set + 1 < weights.length;
      Arrays.fill(gridRe, 0);
      Arrays.fill(gridIm, 0);
      for (int point = 0; point < points; point++) {
        double first = weights[set][point];
        double second = two ? weights[set + 1][point] : 0;
        if (first != 0 || second != 0) {
          for (int axis = 0; axis < 3; axis++) {
            prepare(axis, fractions[3 * point + axis]);
          }
          if (first != 0) {
            spread(first, gridRe);
          }
          if (second != 0) {
            spread(second, gridIm);
          }
        }
      }
      fft.forward(gridRe, gridIm, new Band(bands[0], bands[1], bands[2]));
      collect(re[set], im[set], 0);
      if (two) {
        collect(re[set + 1], im[set + 1], 1);
      }
    }
  }

  /** The spreading function at the grid points around a coordinate, and which points these are. */
  private void prepare(int axis, double fraction) {
    double f = fraction - Math.floor(fraction);
    double at = f * n[axis];
    int first = (int) Math.ceil(at - 0.5 * width);
    for (int t = 0; t < width; t++) {
      double z = (first + t - at) / (0.5 * width);
      kernel[axis][t] = phi(z);
      columns[axis][t] = Math.floorMod(first + t, n[axis]);
    }
  }

  private double phi(double z) {
    double rest = 1 - z * z;
    return rest <= 0 ? 0 : StrictMath.exp(SHAPE * width * (Math.sqrt(rest) - 1));
  }

  private void spread(double weight, double[] grid) {
    double[] line = kernel[2];
    int[] column = columns[2];
    for (int x = 0; x < width; x++) {
      double onX = weight * kernel[0][x];
      for (int y = 0; y < width; y++) {
        double onXy = onX * kernel[1][y];
        int row = (columns[0][x] * n[1] + columns[1][y]) * n[2];
        for (int z = 0; z < width; z++) {
          grid[row + column[z]] += onXy * line[z];
        }
      }
    }
  }

  /** The real or imaginary part's coefficients, F(h) = ½ (Z(h) ± Z(−h)*) and the correction. */
  private void collect(double[] re, double[] im, int part) {
    int to = 0;
    for (int x = 0; x <= bands[0]; x++) {
      for (int y = -bands[1]; y <= bands[1]; y++) {
        double both = 0.5 * correction[0][x] * correction[1][Math.abs(y)];
        for (int z = -bands[2]; z <= bands[2]; z++) {
          double factor = both * correction[2][Math.abs(z)];
          int plus = at(x, y, z);
          int minus = at(-x, -y, -z);
          if (part == 0) {
            re[to] = factor * (gridRe[plus] + gridRe[minus]);
            im[to] = factor * (gridIm[plus] - gridIm[minus]);
          } else {
            re[to] = factor * (gridIm[plus] + gridIm[minus]);
            im[to] = factor * (gridRe[minus] - gridRe[plus]);
          }
          to++;
        }
      }
    }
  }

  private int at(int x, int y, int z) {
    return ((x < 0 ? x + n[0] : x) * n[1] + (y < 0 ? y + n[1] : y)) * n[2] + (z < 0 ? z + n[2] : z);
  }

  /** 1 over (w/2) ∫ φ(z) cos(π w h z/n) dz for 0 ≤ h ≤ band. */
  private double[] correction(int band, int points) {
    GaussLegendre rule = GaussLegendre.on(0, 1, QUADRATURE_POINTS);
    double[] factors = new double[band + 1];
    for (int h = 0; h <= band; h++) {
      double integral = 0;
      for (int i = 0; i < rule.points(); i++) {
        double z = rule.node(i);
        integral += rule.weight(i) * phi(z) * StrictMath.cos(Math.PI * width * h * z / points);
      }
      factors[h] = 1 / (width * integral);
    }
    return factors;
  }
}
