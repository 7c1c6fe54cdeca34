package org.quarry.regression;

import java.util.stream.IntStream;
import org.quarry.parameters.Parameters;

/**
 * Fits a Gaussian process to what separates the reference energy per atom from the median of the
 * aligned potentials.
 */
public final class GaussianErrorsTrainer implements ErrorModelTrainer {
  private final GaussianProcessParameters parameters;

  public GaussianErrorsTrainer(GaussianProcessParameters parameters) {
    this.parameters = parameters;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public ErrorModel fit(ErrorRows rows) {
    int[] answered =
        IntStream.range(0, rows.size())
            .filter(row -> FeatureSet.median(rows.aligned(row)).isPresent())
            .toArray();
    if (answered.length < 2) {
      throw new IllegalArgumentException(
          "a Gaussian process needs 2 training rows with an energy, got " + answered.length);
    }
    int[] kept = spaced(answered, parameters.maxRows());
    Standardizer[] standardizers = new Standardizer[rows.blocks()];
    for (int b = 0; b < standardizers.length; b++) {
      double[][] block = rows.block(b);
      standardizers[b] =
          Standardizer.of(IntStream.of(kept).mapToObj(row -> block[row]).toArray(double[][]::new));
    }
    double[][][] features = new double[kept.length][][];
    double[] targets = new double[kept.length];
    for (int i = 0; i < kept.length; i++) {
      features[i] = GaussianProcess.standardize(standardizers, rows.features(kept[i]));
      targets[i] = rows.reference(kept[i]) - FeatureSet.median(rows.aligned(kept[i])).orElseThrow();
    }
    int[] tuned = spaced(IntStream.range(0, kept.length).toArray(), parameters.tuningRows());
    KernelTuning.Tuned choice =
        KernelTuning.tune(
            IntStream.of(tuned).mapToObj(i -> features[i]).toArray(double[][][]::new),
            IntStream.of(tuned).mapToDouble(i -> targets[i]).toArray(),
            parameters.leastNoise());
    return new GaussianErrors(
        rows.potentials(),
        rows.tolerance(),
        new GaussianProcess(standardizers, features, targets, choice.kernel(), choice.noise()));
  }

  private static int[] spaced(int[] rows, int most) {
    if (rows.length <= most) {
      return rows;
    }
    return IntStream.range(0, most).map(i -> rows[(int) ((long) i * rows.length / most)]).toArray();
  }
}
