package org.quarry.regression;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import smile.base.cart.CART;
import smile.base.cart.Loss;
import smile.data.DataFrame;
import smile.data.type.DataTypes;
import smile.data.type.StructField;
import smile.regression.RegressionTree;

/**
 * Boosts Smile's regression trees on Smile's multi-class logistic loss: in each round every class
 * gets a tree on y_k − P(k), its leaves set by one Newton step.
 *
 * <p>The rounds are run here and not by Smile's own booster, which draws its subsamples from a
 * generator that cannot be seeded, knows no class weights, and gives out the trees of two-class
 * models only. Weights are worked in by repeating rows.
 */
public final class BoostingTrainer implements ClassifierTrainer {
  private final BoostingParameters parameters;

  public BoostingTrainer(BoostingParameters parameters) {
    this.parameters = parameters;
  }

  @Override
  public BoostingParameters parameters() {
    return parameters;
  }

  @Override
  public BoostedTrees fit(double[][] features, int[] labels, int classes) {
    int width = LabeledVectors.width(features, labels, classes);
    int[] rows = parameters.weights().resample(labels, classes, parameters.seed());
    int[] present = Arrays.stream(labels).distinct().sorted().toArray();
    double[][] x = Arrays.stream(rows).mapToObj(row -> features[row]).toArray(double[][]::new);
    int[] y = Arrays.stream(rows).map(row -> Arrays.binarySearch(present, labels[row])).toArray();
    ValueTree[] trees = present.length == 1 ? new ValueTree[0] : boost(x, y, present.length, width);
    return new BoostedTrees(width, classes, present, parameters.shrinkage(), trees);
  }

  private ValueTree[] boost(double[][] x, int[] y, int classes, int width) {
    DataFrame frame =
        DataFrame.of(x, IntStream.range(0, width).mapToObj(i -> "x" + i).toArray(String[]::new));
    int[][] order = CART.order(frame);
    StructField response = new StructField("residual", DataTypes.DoubleType);
    double[][] probability = new double[x.length][classes];
    double[][] score = new double[x.length][classes];
    Loss[] losses = new Loss[classes];
    Arrays.setAll(losses, k -> Loss.logistic(k, classes, y, probability));
    Random random = new Random(parameters.seed());
    ValueTree[] trees = new ValueTree[parameters.rounds() * classes];
    for (int round = 0; round < parameters.rounds(); round++) {
      for (int row = 0; row < x.length; row++) {
        System.arraycopy(score[row], 0, probability[row], 0, classes);
        Softmax.apply(probability[row]);
      }
      int[] drawn = subsample(x.length, random);
      for (int k = 0; k < classes; k++) {
        RegressionTree tree =
            new RegressionTree(
                frame,
                losses[k],
                response,
                parameters.maxDepth(),
                parameters.maxLeaves(),
                parameters.minLeaf(),
                width,
                drawn.clone(),
                order);
        ValueTree copy = SmileTrees.copy(tree.root(), width);
        trees[round * classes + k] = copy;
        for (int row = 0; row < x.length; row++) {
          score[row][k] += parameters.shrinkage() * copy.value(x[row]);
        }
      }
    }
    return trees;
  }

  /** How often each row is drawn, without replacement: 1 or 0. */
  private int[] subsample(int rows, Random random) {
    int[] drawn = new int[rows];
    int left = (int) Math.max(1, Math.round(parameters.subsample() * rows));
    for (int row = 0; row < rows; row++) { // selection sampling (Knuth, algorithm 3.4.2 S)
      if (random.nextInt(rows - row) < left) {
        drawn[row] = 1;
        left--;
      }
    }
    return drawn;
  }
}
