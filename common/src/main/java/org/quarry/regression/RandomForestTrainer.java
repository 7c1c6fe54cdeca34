package org.quarry.regression;

import java.util.Random;
import java.util.stream.IntStream;
import smile.base.cart.CART;
import smile.base.cart.SplitRule;
import smile.classification.DecisionTree;
import smile.data.DataFrame;
import smile.data.measure.NominalScale;
import smile.data.type.DataTypes;
import smile.data.type.StructField;
import smile.math.MathEx;

/**
 * Grows random forests of Smile's classification trees (Gini impurity), each on a bootstrap sample
 * of the rows.
 *
 * <p>The sampling is done here and not by Smile's own forest, which down-samples where classes have
 * weights, ignores seeds below 2, and sets the seeds of its threads through an unguarded shared
 * set. Every tree draws from generators seeded by the forest's seed and the tree's number, so the
 * forest is the same for any number of cores.
 *
 * <p>Smile does not split between values closer than 1e−7: features should be of order one.
 */
public final class RandomForestTrainer implements ClassifierTrainer {
  private static final Object SEEDING = new Object();

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
    int width = checked(features, labels, classes);
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
    ClassificationTree[] trees =
        IntStream.range(0, parameters.trees())
            .parallel()
            .mapToObj(tree -> grow(x, labels, response, classes, order, mix(tree)))
            .toArray(ClassificationTree[]::new);
    return new RandomForest(width, classes, trees);
  }

  private ClassificationTree grow(
      DataFrame x, int[] labels, StructField response, int classes, int[][] order, long seed) {
    int rows = labels.length;
    int width = x.ncols();
    int[] drawn = new int[rows];
    Random bootstrap = new Random(seed);
    for (int i = 0; i < rows; i++) {
      drawn[bootstrap.nextInt(rows)]++;
    }
    synchronized (SEEDING) { // seeds this thread's generator, but through a shared HashSet
      MathEx.setSeed(seed);
    }
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

  /** The seed of a tree: SplitMix64 (Steele, Lea, Flood 2014) of the forest's seed. */
  private long mix(int tree) {
    long z = parameters.seed() + (tree + 1) * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private static int checked(double[][] features, int[] labels, int classes) {
    if (features.length == 0 || features.length != labels.length) {
      throw new IllegalArgumentException(
          features.length + " feature vectors for " + labels.length + " labels");
    }
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] < 0 || labels[row] >= classes) {
        throw new IllegalArgumentException(
            "row " + row + " has the class " + labels[row] + " of " + classes);
      }
      if (features[row].length == 0 || features[row].length != features[0].length) {
        throw new IllegalArgumentException(
            "row "
                + row
                + " has "
                + features[row].length
                + " features, row 0 has "
                + features[0].length);
      }
      for (double feature : features[row]) {
        if (!Double.isFinite(feature)) {
          throw new IllegalArgumentException("a feature of row " + row + " is " + feature);
        }
      }
    }
    return features[0].length;
  }
}
