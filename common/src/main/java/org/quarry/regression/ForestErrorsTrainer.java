package org.quarry.regression;

import java.util.stream.IntStream;
import org.quarry.parameters.Parameters;
import smile.base.cart.CART;
import smile.base.cart.Loss;
import smile.data.DataFrame;
import smile.data.type.DataTypes;
import smile.data.type.StructField;
import smile.regression.RegressionTree;

/**
 * Grows a forest of Smile's regression trees for the errors of each potential. As with {@link
 * RandomForestTrainer} every tree is seeded by its number, so that the forests are the same for any
 * number of cores.
 */
public final class ForestErrorsTrainer implements ErrorModelTrainer {
  private final ErrorForestParameters parameters;

  public ForestErrorsTrainer(ErrorForestParameters parameters) {
    this.parameters = parameters;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public ErrorModel fit(ErrorRows rows) {
    double[][] features = rows.concatenated();
    Standardizer standardizer = Standardizer.of(features);
    double[][] x = new double[features.length][];
    for (int row = 0; row < x.length; row++) {
      x[row] = standardizer.apply(features[row]);
    }
    ValueTree[][] trees = new ValueTree[rows.potentials()][];
    for (int p = 0; p < trees.length; p++) {
      int potential = p;
      int[] answered =
          IntStream.range(0, x.length)
              .filter(row -> !Double.isNaN(rows.error(row, potential)))
              .toArray();
      trees[p] =
          grow(
              IntStream.of(answered).mapToObj(row -> x[row]).toArray(double[][]::new),
              IntStream.of(answered).mapToDouble(row -> rows.error(row, potential)).toArray());
    }
    return new ForestErrors(standardizer, rows.tolerance(), trees);
  }

  private ValueTree[] grow(double[][] x, double[] errors) {
    int width = LabeledVectors.width(x);
    DataFrame frame =
        DataFrame.of(x, IntStream.range(0, width).mapToObj(i -> "x" + i).toArray(String[]::new));
    int[][] order = CART.order(frame);
    StructField response = new StructField("error", DataTypes.DoubleType);
    Bootstrap bootstrap = Bootstrap.uniform(x.length);
    int tried = (int) Math.ceil(parameters.shareOfFeatures() * width);
    return IntStream.range(0, parameters.trees())
        .parallel()
        .mapToObj(
            tree -> {
              long seed = Bootstrap.mix(parameters.seed(), tree);
              int[] drawn = bootstrap.draw(seed);
              Bootstrap.seedSmile(seed);
              return SmileTrees.copy(
                  new RegressionTree(
                          frame,
                          Loss.ls(errors.clone()),
                          response,
                          ErrorForestParameters.DEEPEST,
                          Integer.MAX_VALUE,
                          parameters.minLeaf(),
                          tried,
                          drawn,
                          order)
                      .root(),
                  width);
            })
        .toArray(ValueTree[]::new);
  }
}
