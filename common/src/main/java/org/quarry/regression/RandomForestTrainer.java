package org.quarry.regression;

import java.util.stream.IntStream;
import smile.base.cart.CART;
import smile.base.cart.SplitRule;
import smile.classification.DecisionTree;
import smile.data.DataFrame;
import smile.data.measure.NominalScale;
import smile.data.type.DataTypes;
import smile.data.type.StructField;

/**
 * Grows random forests of Smile's classification trees (Gini impurity), each on a bootstrap sample
 * of the rows.
 *
 * <p>The sampling is done here and not by Smile's own forest, which throws rows away where classes
 * have weights, ignores seeds below 2, and sets the seeds of its threads through an unguarded
 * shared set. Every tree draws from generators seeded by the forest's seed and the tree's number,
 * so the forest is the same for any number of cores.
 *
 * <p>Smile does not split between values closer than 1e−7: features should be of order one.
 */
public final class RandomForestTrainer implements ClassifierTrainer {
  private final RandomForestParameters parameters;

  public RandomForestTrainer(RandomForestParameters parameters) {
    this.parameters = parameters;
  }

  @Override
  public RandomForestParameters parameters() {
    return parameters;
  }

  @Override
  public RandomForest fit(double[][] features, int[] labels, int classes) {
    int width = LabeledVectors.width(features, labels, classes);
    DataFrame x =
        DataFrame.of(
            features, IntStream.range(0, width).mapToObj(i -> "x" + i).toArray(String[]::new));
    int[][] order = CART.order(x);
    StructField response =
        new StructField(
            "class",
            DataTypes.IntegerType,
            new NominalScale(
                IntStream.range(0, classes).mapToObj(Integer::toString).toArray(String[]::new)));
    Bootstrap bootstrap = Bootstrap.of(parameters.weights().of(labels, classes));
    ClassificationTree[] trees =
        IntStream.range(0, parameters.trees())
            .parallel()
            .mapToObj(tree -> grow(x, labels, response, classes, order, bootstrap, tree))
            .toArray(ClassificationTree[]::new);
    return new RandomForest(width, classes, trees);
  }

  private ClassificationTree grow(
      DataFrame x,
      int[] labels,
      StructField response,
      int classes,
      int[][] order,
      Bootstrap bootstrap,
      int number) {
    int width = x.ncols();
    long seed = Bootstrap.mix(parameters.seed(), number);
    int[] drawn = bootstrap.draw(seed);
    Bootstrap.seedSmile(seed);
    DecisionTree tree =
        new DecisionTree(
            x,
            labels,
            response,
            classes,
            SplitRule.GINI,
            parameters.maxDepth(),
            Integer.MAX_VALUE,
            parameters.minLeaf(),
            parameters.featuresPerSplit() > 0
                ? Math.min(parameters.featuresPerSplit(), width)
                : (int) Math.ceil(Math.sqrt(width)),
            drawn,
            order);
    return SmileTrees.copy(tree.root(), width, classes);
  }
}
