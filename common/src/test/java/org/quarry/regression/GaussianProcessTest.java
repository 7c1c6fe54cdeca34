package org.quarry.regression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.quarry.regression.GaussianProcess.Prediction;

class GaussianProcessTest {
  private static final BlockKernel KERNEL =
      new BlockKernel(new double[] {1}, new double[] {1}, new double[] {0});

  private static double matern(double square) {
    return KERNEL.value(new double[] {square}, new double[1]);
  }

  /** Mean 0 and deviation 1, so that standardized features are the features. */
  private static Standardizer identity() {
    return Standardizer.of(new double[][] {{-1}, {1}});
  }

  private static GaussianProcess process(double[] x, double[] y, BlockKernel kernel, double noise) {
    double[][][] rows = new double[x.length][1][1];
    for (int i = 0; i < x.length; i++) {
      rows[i][0][0] = x[i];
    }
    return new GaussianProcess(new Standardizer[] {identity()}, rows, y, kernel, noise);
  }

  private static Prediction predict(GaussianProcess process, double x) {
    return process.predict(new double[][] {{x}});
  }

  /** Rasmussen and Williams 2006, equation 4.17: (1 + √5 r + 5r²/3) exp(−√5 r). */
  @Test
  void theKernelIsMaternOfSmoothnessFiveHalves() {
    double root = Math.sqrt(5) * 0.7;
    assertEquals((1 + root + root * root / 3) * Math.exp(-root), matern(0.49), 1e-15);
    var two = new BlockKernel(new double[] {1, 3}, new double[] {2, 0.5}, new double[] {0, 0.2});
    assertEquals(1, two.value(new double[2], new double[2]), 1e-15);
    assertEquals(
        0.25 * matern(1) + 0.75 * matern(4) - 0.05 * 7,
        two.value(new double[] {4, 1}, new double[] {9, -7}),
        1e-15);
  }

  /** With y = ±1 at two points: mean (k_a − k_b) / (1 + noise − k_ab). */
  @Test
  void twoRowsGiveTheClosedForm() {
    double noise = 0.01;
    double between = matern(1);
    GaussianProcess process = process(new double[] {0, 1}, new double[] {1, -1}, KERNEL, noise);
    double near = matern(0.09);
    double far = matern(0.49);
    assertEquals((near - far) / (1 + noise - between), predict(process, 0.3).mean(), 1e-13);
  }

  @Test
  void farFromAllRowsThePriorIsLeft() {
    double[] x = {-1, 0, 0.5, 2};
    double[] y = {3, 1, 4, 1};
    GaussianProcess process = process(x, y, KERNEL, 1e-4);
    assertEquals(9.0 / 4, predict(process, 1e4).mean(), 1e-12);
    assertTrue(predict(process, 1e4).variance() > 100 * predict(process, 0).variance());
    for (int i = 0; i < x.length; i++) {
      assertEquals(y[i], predict(process, x[i]).mean(), 1e-2);
    }
  }

  /** The signal's variance is such that refitting without each row in turn finds z² = 1. */
  @Test
  void leaveOneOutResidualsAreAsLargeAsTheVarianceSays() {
    Random random = new Random(2);
    int n = 12;
    double[] x = random.doubles(n, -3, 3).toArray();
    double[] y = IntStream.range(0, n).mapToDouble(i -> Math.sin(x[i])).toArray();
    double mean = IntStream.range(0, n).mapToDouble(i -> y[i]).sum() / n;
    double[] centered = IntStream.range(0, n).mapToDouble(i -> y[i] - mean).toArray();
    GaussianProcess whole = process(x, centered, KERNEL, 0.01);
    double signal = predict(whole, 1e5).variance() / 1.01;
    double sum = 0;
    for (int left = 0; left < n; left++) {
      int out = left;
      // the mean must be that of all rows: two copies of a far row of the right height see to it
      double[] others =
          IntStream.range(0, n).filter(i -> i != out).mapToDouble(i -> x[i]).toArray();
      double[] values =
          IntStream.range(0, n).filter(i -> i != out).mapToDouble(i -> centered[i]).toArray();
      double[] padded = java.util.Arrays.copyOf(others, n);
      double[] heights = java.util.Arrays.copyOf(values, n);
      padded[n - 1] = 1e6;
      heights[n - 1] = centered[out]; // Σ centered = 0, so this keeps the mean 0
      GaussianProcess part = process(padded, heights, KERNEL, 0.01);
      Prediction predicted = predict(part, x[out]);
      double scale = predict(part, 1e5).variance() / 1.01;
      double z = centered[out] - predicted.mean();
      sum += z * z / (predicted.variance() / scale * signal) / n;
    }
    assertEquals(1, sum, 1e-9);
  }

  @Test
  void tuningFindsTheBlockThatMattersAndTheNoise() {
    Random random = new Random(9);
    int n = 120;
    double[][][] rows = new double[n][2][];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      rows[i][0] = new double[] {random.nextGaussian()};
      rows[i][1] = new double[] {random.nextGaussian(), random.nextGaussian()};
      y[i] = Math.sin(2 * rows[i][0][0]) + 0.1 * random.nextGaussian();
    }
    KernelTuning.Tuned tuned = KernelTuning.tune(rows, y, 1e-6);
    double[] weights = tuned.kernel().weights();
    double[] lengths = tuned.kernel().lengths();
    assertTrue(
        weights[1] < 0.05 * weights[0] || lengths[1] > 10,
        weights[1] + " of " + weights[0] + " at length " + lengths[1]);
    assertTrue(tuned.noise() > 1e-3 && tuned.noise() < 0.1, "noise " + tuned.noise());
  }

  /** Far from all rows a linear function is still known; that is what slopes are for. */
  @Test
  void slopesCarryALinearFunctionOn() {
    var linear = new BlockKernel(new double[] {0.01}, new double[] {1}, new double[] {10});
    double[] x = {-2, -1, 0, 1, 2};
    double[] y = {-6, -3, 0, 3, 6};
    assertEquals(30, predict(process(x, y, linear, 1e-6), 10).mean(), 0.01);
    assertTrue(Math.abs(predict(process(x, y, KERNEL, 1e-6), 10).mean()) < 1);
  }

  @Test
  void aStoreInBetweenChangesNoBit() {
    GaussianProcess process =
        process(new double[] {-1, 0.1, 2}, new double[] {0.3, 0.1, -5}, KERNEL, 1e-3);
    GaussianProcess read = GaussianProcess.fromJson(ModelJson.parse(process.toJson().toString()));
    for (double x = -3; x < 3; x += 0.37) {
      assertEquals(predict(process, x), predict(read, x));
    }
  }

  @Test
  void refusesWhatMakesNoProcess() {
    assertThrows(
        IllegalArgumentException.class,
        () -> process(new double[] {1}, new double[] {1}, KERNEL, 0.1));
    assertThrows(
        IllegalArgumentException.class,
        () -> process(new double[] {1, 2}, new double[] {1, 2}, KERNEL, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new BlockKernel(new double[] {1}, new double[] {0}, new double[] {0}));
    assertThrows(
        IllegalArgumentException.class,
        () -> new BlockKernel(new double[] {0}, new double[] {1}, new double[] {0}));
  }
}
