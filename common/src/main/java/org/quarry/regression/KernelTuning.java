package org.quarry.regression;

import java.util.Arrays;
import org.quarry.math.Cholesky;

/**
 * Chooses kernel and noise of a Gaussian process by the largest marginal likelihood of its training
 * rows, the signal's variance maximized analytically. The logarithms of lengths, weights, slopes
 * and noise are searched by steps along one axis after another (Hooke and Jeeves 1961) that are
 * halved where none leads up: no gradient, no random start, a fixed number of trials at most.
 */
final class KernelTuning {
  private static final double SHORTEST = Math.log(0.05);
  private static final double LONGEST = Math.log(50);
  private static final double LIGHTEST = Math.log(1e-4);
  private static final double HEAVIEST = Math.log(1e4);
  private static final double FIRST_NOISE = Math.log(1e-3);
  private static final double FIRST_SLOPE = Math.log(0.05);
  private static final double FINEST = 0.2;
  private static final int MOST_ROUNDS = 16;
  private static final double GAIN = 1e-3;

  private final double[][] squares; // [block][pair], packed lower triangle
  private final double[][] products; // likewise
  private final double[] targets; // mean 0
  private final double leastNoise; // logarithm

  private KernelTuning(
      double[][] squares, double[][] products, double[] targets, double leastNoise) {
    this.squares = squares;
    this.products = products;
    this.targets = targets;
    this.leastNoise = leastNoise;
  }

  /** What was chosen. */
  record Tuned(BlockKernel kernel, double noise) {}

  /**
   * Tunes on some rows.
   *
   * @param rows [row][block][i], standardized
   */
  static Tuned tune(double[][][] rows, double[] targets, double leastNoise) {
    int n = rows.length;
    int blocks = rows[0].length;
    double[][] squares = new double[blocks][Cholesky.packed(n)];
    double[][] products = new double[blocks][Cholesky.packed(n)];
    for (int b = 0; b < blocks; b++) {
      int at = 0;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          squares[b][at] = BlockKernel.square(rows[i][b], rows[j][b]);
          products[b][at++] = BlockKernel.product(rows[i][b], rows[j][b]);
        }
      }
    }
    double mean = Arrays.stream(targets).sum() / n;
    double[] centered = Arrays.stream(targets).map(y -> y - mean).toArray();
    KernelTuning tuning = new KernelTuning(squares, products, centered, Math.log(leastNoise));
    double[] best = tuning.search();
    return new Tuned(tuning.kernel(best), StrictMath.exp(best[3 * blocks]));
  }

  /** Logarithms: a length, a weight and a slope a block each, then the noise. */
  private double[] search() {
    int blocks = squares.length;
    double[] at = new double[3 * blocks + 1];
    double[] step = new double[at.length];
    Arrays.fill(step, 0, blocks, 1);
    Arrays.fill(step, blocks, 3 * blocks, 1.5);
    Arrays.fill(at, 2 * blocks, 3 * blocks, FIRST_SLOPE);
    step[3 * blocks] = 2;
    at[3 * blocks] = Math.max(FIRST_NOISE, leastNoise);
    double best = likelihood(at);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      boolean better = false;
      for (int i = 0; i < at.length; i++) {
        if (blocks == 1 && i == 1) {
          continue; // the weight of a single block says nothing
        }
        for (int sign = 1; sign >= -1; sign -= 2) {
          double before = at[i];
          at[i] = within(i, before + sign * step[i]);
          double found = at[i] == before ? Double.NEGATIVE_INFINITY : likelihood(at);
          if (found > best + GAIN) {
            best = found;
            better = true;
            break;
          }
          at[i] = before;
        }
      }
      if (!better) {
        double coarsest = 0;
        for (int i = 0; i < step.length; i++) {
          step[i] /= 2;
          coarsest = Math.max(coarsest, step[i]);
        }
        if (coarsest < FINEST) {
          break;
        }
      }
    }
    return at;
  }

  private double within(int i, double value) {
    int blocks = squares.length;
    if (i < blocks) {
      return Math.min(LONGEST, Math.max(SHORTEST, value));
    }
    if (i < 3 * blocks) {
      return Math.min(HEAVIEST, Math.max(LIGHTEST, value));
    }
    return Math.min(0, Math.max(leastNoise, value));
  }

  private BlockKernel kernel(double[] at) {
    int blocks = squares.length;
    return new BlockKernel(
        Arrays.stream(at, blocks, 2 * blocks).map(StrictMath::exp).toArray(),
        Arrays.stream(at, 0, blocks).map(StrictMath::exp).toArray(),
        Arrays.stream(at, 2 * blocks, 3 * blocks).map(StrictMath::exp).toArray());
  }

  /** −n/2 ln σ² − ½ ln det K with σ² = yᵀK⁻¹y / n: the log marginal likelihood but a constant. */
  private double likelihood(double[] at) {
    int n = targets.length;
    BlockKernel kernel = kernel(at);
    double noise = StrictMath.exp(at[3 * squares.length]);
    double[] lower = new double[Cholesky.packed(n)];
    double[] square = new double[squares.length];
    double[] product = new double[squares.length];
    int pair = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++, pair++) {
        for (int b = 0; b < square.length; b++) {
          square[b] = squares[b][pair];
          product[b] = products[b][pair];
        }
        lower[pair] = kernel.value(square, product) + (i == j ? noise : 0);
      }
    }
    try {
      Cholesky factor = Cholesky.of(n, lower);
      double[] half = targets.clone();
      factor.solveLower(half);
      double signal = Math.max(Arrays.stream(half).map(z -> z * z).sum() / n, Double.MIN_NORMAL);
      return -0.5 * n * StrictMath.log(signal) - 0.5 * factor.logDeterminant();
    } catch (ArithmeticException e) {
      return Double.NEGATIVE_INFINITY; // rows too alike for so little noise
    }
  }
}
