package org.quarry.regression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import org.quarry.math.Cholesky;

/**
 * Gaussian-process regression (Rasmussen and Williams 2006, algorithm 2.1) with a {@link
 * BlockKernel} over standardized blocks of features. The posterior variance, noise included, is
 * scaled so that the squared leave-one-out residuals of the training rows are what it says on
 * average.
 *
 * <p>Smile's Gaussian process needs a native LAPACK, which this library does not ship and whose
 * bits differ between machines; hence this small one.
 */
final class GaussianProcess {
  private final Standardizer[] standardizers; // a block each
  private final double[][][] rows; // [row][block][i], standardized, constant features left out
  private final double[] targets;
  private final BlockKernel kernel;
  private final double noise; // as a share of the signal's variance

  private final double mean;
  private final double signal; // variance of the signal, calibrated
  private final Cholesky factor;
  private final double[] dual;

  /** A prediction with its variance. */
  record Prediction(double mean, double variance) {}

  GaussianProcess(
      Standardizer[] standardizers,
      double[][][] rows,
      double[] targets,
      BlockKernel kernel,
      double noise) {
    if (!(noise > 0 && Double.isFinite(noise))) {
      throw new IllegalArgumentException("the noise must be positive, got " + noise);
    }
    if (rows.length != targets.length || rows.length < 2) {
      throw new IllegalArgumentException(
          "a Gaussian process stands on 2 rows or more, got "
              + rows.length
              + " with "
              + targets.length
              + " targets");
    }
    this.standardizers = standardizers;
    this.rows = rows;
    this.targets = targets.clone();
    this.kernel = kernel;
    this.noise = noise;
    int n = rows.length;
    this.mean = Arrays.stream(targets).sum() / n;
    this.factor = Cholesky.of(n, covariance());
    this.dual = Arrays.stream(targets).map(y -> y - mean).toArray();
    factor.solve(dual);
    // (y − leave-one-out mean)² / leave-one-out variance = α_i² / (K⁻¹)_ii, in units of the signal
    double[] inverse = factor.inverseDiagonal();
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += dual[i] * dual[i] / inverse[i];
    }
    this.signal = Math.max(sum / n, Double.MIN_NORMAL);
  }

  private double[] covariance() {
    int n = rows.length;
    double[] lower = new double[Cholesky.packed(n)];
    int at = 0;
    Pair pair = new Pair();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        lower[at++] = pair.value(rows[i], rows[j]) + (i == j ? noise : 0);
      }
    }
    return lower;
  }

  /** Room for what the kernel is told of two rows. */
  private final class Pair {
    private final double[] squares = new double[standardizers.length];
    private final double[] products = new double[standardizers.length];

    double value(double[][] x, double[][] y) {
      for (int b = 0; b < squares.length; b++) {
        squares[b] = BlockKernel.square(x[b], y[b]);
        products[b] = BlockKernel.product(x[b], y[b]);
      }
      return kernel.value(squares, products);
    }
  }

  BlockKernel kernel() {
    return kernel;
  }

  double noise() {
    return noise;
  }

  /** The posterior at some features, a vector a block. */
  Prediction predict(double[][] features) {
    double[][] x = standardize(standardizers, features);
    Pair pair = new Pair();
    double[] k = new double[rows.length];
    double predicted = mean;
    for (int i = 0; i < k.length; i++) {
      k[i] = pair.value(x, rows[i]);
      predicted += k[i] * dual[i];
    }
    factor.solveLower(k);
    double explained = 0;
    for (double v : k) {
      explained += v * v;
    }
    return new Prediction(
        predicted, signal * Math.max(noise, pair.value(x, x) + noise - explained));
  }

  /** Standardized blocks without the features that are constant over the training rows. */
  static double[][] standardize(Standardizer[] standardizers, double[][] features) {
    if (features.length != standardizers.length) {
      throw new IllegalArgumentException(
          "the process was fitted on "
              + standardizers.length
              + " blocks of features, got "
              + features.length);
    }
    double[][] blocks = new double[features.length][];
    for (int b = 0; b < blocks.length; b++) {
      blocks[b] = standardizers[b].varying(features[b]);
    }
    return blocks;
  }

  JsonNode toJson() {
    ObjectNode json = ModelJson.object("gaussian-process", 1);
    for (Standardizer standardizer : standardizers) {
      json.withArray("standardizers").add(standardizer.toJson());
    }
    json.set("weights", ModelJson.array(kernel.weights()));
    json.set("lengths", ModelJson.array(kernel.lengths()));
    json.set("slopes", ModelJson.array(kernel.slopes()));
    json.put("noise", noise);
    json.set("targets", ModelJson.array(targets));
    var all = json.putArray("rows");
    for (double[][] row : rows) {
      all.add(ModelJson.matrix(row));
    }
    return json;
  }

  static GaussianProcess fromJson(JsonNode json) {
    ModelJson.expect(json, "gaussian-process", 1);
    Standardizer[] standardizers =
        ModelJson.elements(json, "standardizers", Standardizer[]::new, Standardizer::fromJson);
    double[][][] rows =
        ModelJson.elements(
            json,
            "rows",
            double[][][]::new,
            row ->
                ModelJson.elements(
                    row, double[][]::new, block -> ModelJson.values(block, "row", block.size())));
    for (double[][] row : rows) {
      boolean fits = row.length == standardizers.length;
      for (int b = 0; fits && b < row.length; b++) {
        fits = row[b].length == standardizers[b].varyingFeatures();
      }
      if (!fits) {
        throw new IllegalArgumentException("\"rows\" do not fit the standardizers");
      }
    }
    BlockKernel kernel =
        new BlockKernel(
            ModelJson.numbers(json, "weights"),
            ModelJson.numbers(json, "lengths"),
            ModelJson.numbers(json, "slopes"));
    if (kernel.weights().length != standardizers.length) {
      throw new IllegalArgumentException("the kernel has another number of blocks than the rows");
    }
    try {
      return new GaussianProcess(
          standardizers,
          rows,
          ModelJson.numbers(json, "targets"),
          kernel,
          ModelJson.number(json, "noise"));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("a Gaussian process: " + e.getMessage(), e);
    }
  }
}
