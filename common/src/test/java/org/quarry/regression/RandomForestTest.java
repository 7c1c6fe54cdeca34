package org.quarry.regression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import smile.base.cart.DecisionNode;
import smile.base.cart.SplitRule;
import smile.classification.DecisionTree;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.formula.Formula;
import smile.data.vector.IntVector;

class RandomForestTest {
  private static final int FEATURES = 6;
  private static final double[][] X = vectors(11, 300);
  private static final int[] Y = Arrays.stream(X).mapToInt(RandomForestTest::quadrant).toArray();

  /** A class that no single feature tells: the quadrant of the first two, some of it mislabeled. */
  private static int quadrant(double[] x) {
    return x[2] > 2 ? 4 : (x[0] > 0 ? 1 : 0) + (x[1] > 0 ? 2 : 0);
  }

  private static double[][] vectors(long seed, int rows) {
    Random random = new Random(seed);
    return Stream.generate(
            () -> DoubleStream.generate(random::nextGaussian).limit(FEATURES).toArray())
        .limit(rows)
        .toArray(double[][]::new);
  }

  private static RandomForest grow(long seed) {
    var parameters = new RandomForestParameters(40, 0, 20, 1, seed);
    return new RandomForestTrainer(parameters).fit(X, Y, 5);
  }

  @Test
  void findsClassesOnRowsItHasNotSeen() {
    RandomForest forest = grow(1);
    int right = 0;
    for (double[] x : vectors(12, 500)) {
      double[] p = forest.probabilities(x);
      assertEquals(1, DoubleStream.of(p).sum(), 1e-12);
      right += p[quadrant(x)] >= DoubleStream.of(p).max().orElseThrow() ? 1 : 0;
    }
    assertTrue(right > 425, right + " of 500");
  }

  /** Smile's own walk through its own nodes is the reference. */
  @Test
  void aCopiedTreeLeadsToTheLeavesOfSmile() {
    DataFrame data = DataFrame.of(X, "a", "b", "c", "d", "e", "f").merge(IntVector.of("class", Y));
    DecisionTree smile =
        DecisionTree.fit(Formula.lhs("class"), data, SplitRule.GINI, 12, Integer.MAX_VALUE, 1);
    ClassificationTree copy = SmileTrees.copy(smile.root(), FEATURES, 5);
    for (double[] x : vectors(13, 400)) {
      int[] counts = ((DecisionNode) smile.root().predict(Tuple.of(x, smile.schema()))).count();
      double rows = Arrays.stream(counts).sum();
      double[] shares = new double[5];
      copy.addShares(x, shares);
      assertArrayEquals(Arrays.stream(counts).mapToDouble(n -> n / rows).toArray(), shares);
    }
  }

  @Test
  void theForestIsTheSameForAnyNumberOfCores() throws Exception {
    String alone = grown(1);
    assertEquals(alone, grown(1));
    assertEquals(alone, grown(7));
    assertNotEquals(alone, grow(2).toJson().toString());
  }

  private static String grown(int threads) throws Exception {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      return pool.submit(() -> grow(1).toJson().toString()).get();
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void aStoreInBetweenChangesNoBit() {
    RandomForest forest = grow(1);
    Classifier read = Classifier.fromJson(ModelJson.parse(forest.toJson().toString()));
    for (double[] x : vectors(14, 50)) {
      assertArrayEquals(forest.probabilities(x), read.probabilities(x));
    }
  }

  @Test
  void classesWithoutRowsHaveNoProbability() {
    RandomForest forest =
        new RandomForestTrainer(new RandomForestParameters(5, 0, 9, 1, 1)).fit(X, Y, 8);
    double[] p = forest.probabilities(X[0]);
    assertArrayEquals(new double[3], Arrays.copyOfRange(p, 5, 8));
    RandomForest single =
        new RandomForestTrainer(new RandomForestParameters(5, 0, 9, 1, 1)).fit(X, new int[300], 2);
    assertArrayEquals(new double[] {1, 0}, single.probabilities(X[0]));
  }

  @Test
  void depthAndLeavesKeepTheirLimits() {
    RandomForest shallow =
        new RandomForestTrainer(new RandomForestParameters(3, 0, 2, 1, 1)).fit(X, Y, 5);
    shallow.toJson().get("trees").forEach(tree -> assertTrue(tree.get("feature").size() <= 7));
    RandomForest large =
        new RandomForestTrainer(new RandomForestParameters(3, 0, 20, 30, 1)).fit(X, Y, 5);
    for (var tree : large.toJson().get("trees")) {
      for (int leaf = 0; leaf < tree.get("counts").size(); leaf += 5) {
        int rows = 0;
        for (int c = 0; c < 5; c++) {
          rows += tree.get("counts").get(leaf + c).intValue();
        }
        assertTrue(rows >= 30, "leaf of " + rows);
      }
    }
  }

  static Stream<Arguments> damages() {
    return Stream.<Consumer<ObjectNode>>of(
            json -> json.remove("trees"),
            json -> json.putArray("trees"),
            json -> json.put("type", "oak"),
            json -> json.put("version", 9),
            json -> json.put("features", 0),
            json -> json.put("features", "many"),
            json -> json.put("features", 1),
            json -> json.put("classes", 4),
            json -> first(json, "feature").set(0, 6),
            json -> first(json, "feature").set(0, -2),
            json -> first(json, "feature").set(0, -1),
            json -> first(json, "feature").set(0, 0.5),
            json -> first(json, "threshold").set(0, "NaN"),
            json -> first(json, "threshold").remove(0),
            json -> first(json, "right").set(0, 2),
            json -> first(json, "right").set(0, 0),
            json -> first(json, "right").set(0, 1 << 30),
            json -> first(json, "counts").set(0, -1),
            json -> emptyLeaf(first(json, "counts")),
            json -> first(json, "counts").remove(0))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("damages")
  void damagedJsonIsRefusedWithOneLine(Consumer<ObjectNode> damage) {
    ObjectNode json = (ObjectNode) ModelJson.parse(grow(1).toJson().toString());
    damage.accept(json);
    var refusal = assertThrows(IllegalArgumentException.class, () -> Classifier.fromJson(json));
    assertEquals(1, refusal.getMessage().lines().count(), refusal.getMessage());
  }

  @Test
  void aChainOfNodesDeeperThanAnyForestIsRefused() {
    int inner = 100_000;
    int[] feature = new int[2 * inner + 1];
    int[] right = new int[inner];
    Arrays.fill(feature, inner, feature.length, TreeNodes.LEAF);
    for (int i = 0; i < inner; i++) {
      right[i] = 2 * inner - i;
    }
    assertThrows(
        IllegalArgumentException.class, () -> TreeNodes.of(1, feature, new double[inner], right));
  }

  @Test
  void refusesWhatItCannotLearnFrom() {
    var trainer = new RandomForestTrainer(RandomForestParameters.withSeed(1));
    assertThrows(IllegalArgumentException.class, () -> trainer.fit(new double[0][], new int[0], 2));
    assertThrows(IllegalArgumentException.class, () -> trainer.fit(X, new int[3], 2));
    assertThrows(
        IllegalArgumentException.class,
        () -> trainer.fit(new double[][] {{Double.NaN}}, new int[1], 2));
    assertThrows(
        IllegalArgumentException.class, () -> trainer.fit(new double[][] {{1}}, new int[] {2}, 2));
    RandomForest forest = grow(1);
    assertThrows(IllegalArgumentException.class, () -> forest.probabilities(new double[5]));
    assertThrows(
        IllegalArgumentException.class,
        () -> forest.probabilities(new double[] {0, 0, 0, 0, 0, Double.NaN}));
  }

  private static ArrayNode first(ObjectNode json, String field) {
    return (ArrayNode) json.get("trees").get(0).get(field);
  }

  private static void emptyLeaf(ArrayNode counts) {
    for (int c = 0; c < 5; c++) {
      counts.set(c, 0);
    }
  }
}
