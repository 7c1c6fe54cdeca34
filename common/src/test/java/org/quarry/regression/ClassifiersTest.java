package org.quarry.regression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import smile.classification.LogisticRegression;

/** Laws of all classifiers, and what is peculiar to each. */
class ClassifiersTest {
  private static final int CLASSES = 5;
  private static final double[][] X = vectors(1, 400);
  private static final int[] Y = Arrays.stream(X).mapToInt(ClassifiersTest::sector).toArray();

  /** Classes 0, 1 and 3 of 5, divided by straight lines; 2 and 4 have no row. */
  private static int sector(double[] x) {
    return x[0] + x[1] > 1 ? 3 : x[0] > x[1] ? 1 : 0;
  }

  private static double[][] vectors(long seed, int rows) {
    Random random = new Random(seed);
    return Stream.generate(() -> DoubleStream.generate(random::nextGaussian).limit(3).toArray())
        .limit(rows)
        .toArray(double[][]::new);
  }

  static Stream<ClassifierTrainer> trainers() {
    ClassifierTrainer forest = new RandomForestTrainer(new RandomForestParameters(40, 0, 20, 1, 2));
    return Stream.of(
        forest,
        new LogisticTrainer(LogisticParameters.withSeed(1)),
        new BoostingTrainer(new BoostingParameters(40, 6, 3, 0.2, 0.7, ClassWeights.BALANCED, 1)),
        new PerceptronTrainer(new PerceptronParameters(8, 0.1, 1e-5, 200, ClassWeights.UNIFORM, 1)),
        new CalibratedTrainer(forest, CalibrationMethod.PLATT, 4, 1));
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void findsClassesOnRowsItHasNotSeen(ClassifierTrainer trainer) {
    Classifier model = trainer.fit(X, Y, CLASSES);
    int right = 0;
    double[][] unseen = vectors(3, 500);
    for (double[] x : unseen) {
      double[] p = model.probabilities(x);
      assertEquals(1, DoubleStream.of(p).sum(), 1e-12);
      assertTrue(p[2] < 0.01 && p[4] < 0.01, () -> Arrays.toString(p));
      right += p[sector(x)] >= DoubleStream.of(p).max().orElseThrow() ? 1 : 0;
    }
    assertTrue(right > 440, right + " of 500");
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void aStoreInBetweenAndAnotherNumberOfCoresChangeNoBit(ClassifierTrainer trainer) {
    Classifier model = trainer.fit(X, Y, CLASSES);
    ForkJoinPool pool = new ForkJoinPool(3);
    Classifier again = pool.submit(() -> trainer.fit(X, Y, CLASSES)).join();
    pool.shutdown();
    String stored = model.toJson().toString();
    assertEquals(stored, again.toJson().toString());
    Classifier read = Classifier.fromJson(ModelJson.parse(stored));
    assertEquals(stored, read.toJson().toString());
    for (double[] x : vectors(4, 50)) {
      assertArrayEquals(model.probabilities(x), read.probabilities(x));
    }
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void vectorsThatDoNotFitAreRefused(ClassifierTrainer trainer) {
    Classifier model = trainer.fit(X, Y, CLASSES);
    assertThrows(IllegalArgumentException.class, () -> model.probabilities(new double[2]));
    assertThrows(
        IllegalArgumentException.class, () -> model.probabilities(new double[] {0, Double.NaN, 0}));
    assertThrows(IllegalArgumentException.class, () -> trainer.fit(X, new int[3], CLASSES));
    int[] beyond = Y.clone();
    beyond[7] = CLASSES;
    assertThrows(IllegalArgumentException.class, () -> trainer.fit(X, beyond, CLASSES));
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void whereAllRowsAreOfOneClassItIsCertain(ClassifierTrainer trainer) {
    int[] same = new int[X.length];
    Arrays.fill(same, 3);
    assertTrue(trainer.fit(X, same, CLASSES).probabilities(X[0])[3] > 0.99);
  }

  /** Smile's own posterior is the reference. */
  @Test
  void logisticCoefficientsAreUsedAsSmileUsesThem() {
    var parameters = LogisticParameters.withSeed(1);
    int[] dense = Arrays.stream(Y).map(y -> y == 3 ? 2 : y).toArray();
    var smile =
        LogisticRegression.multinomial(
            X, dense, parameters.lambda(), parameters.tolerance(), parameters.maxIterations());
    Classifier own = new LogisticTrainer(parameters).fit(X, dense, 3);
    int[] halves = Arrays.stream(Y).map(y -> y == 3 ? 1 : 0).toArray();
    var smileOfTwo =
        LogisticRegression.binomial(
            X, halves, parameters.lambda(), parameters.tolerance(), parameters.maxIterations());
    Classifier ownOfTwo = new LogisticTrainer(parameters).fit(X, halves, 2);
    for (double[] x : vectors(6, 40)) {
      double[] three = new double[3];
      smile.predict(x, three);
      assertArrayEquals(three, own.probabilities(x), 1e-12);
      double[] two = new double[2];
      smileOfTwo.predict(x, two);
      assertArrayEquals(two, ownOfTwo.probabilities(x), 1e-12);
    }
  }

  /** Deeplearning4j's own network of the same weights is the reference. */
  @Test
  void aPerceptronIsTheNetworkThatWasFitted() {
    double[][] hidden = {{0.5, -1, 0.25, 0.1}, {-0.75, 0.5, 2, -0.2}};
    double[][] output = {{1, -2, 0.3}, {0.5, 0.25, -0.1}, {-1.5, 1, 0.2}};
    var dense = new DenseLayer.Builder().nIn(3).nOut(2).activation(Activation.TANH).build();
    var softmax = new OutputLayer.Builder().nIn(2).nOut(3).activation(Activation.SOFTMAX).build();
    var network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .list()
                .layer(dense)
                .layer(softmax)
                .build());
    network.init();
    load(network, 0, hidden);
    load(network, 1, output);
    Classifier own = new Perceptron(3, 3, new int[] {0, 1, 2}, hidden, output);
    for (double[] x : vectors(7, 40)) {
      assertArrayEquals(
          network.output(Nd4j.createFromArray(new double[][] {x})).toDoubleVector(),
          own.probabilities(x),
          1e-12);
    }
  }

  @Test
  void theSlopesOfAPerceptronsLossAreItsDifferences() {
    var shape = new PerceptronShape(3, 4, 3);
    int[] dense = Arrays.stream(Y).map(y -> y == 3 ? 2 : y).toArray();
    double[] weights = IntStream.range(0, Y.length).mapToDouble(i -> 0.5 + i % 3).toArray();
    var loss = new PerceptronLoss(shape, X, dense, weights, 0.7);
    double[] w = new Random(8).doubles(shape.size(), -1, 1).toArray();
    double[] slope = new double[w.length];
    assertEquals(loss.f(w), loss.g(w, slope), 1e-10);
    for (int i = 0; i < w.length; i++) {
      double[] more = w.clone();
      double[] less = w.clone();
      more[i] += 1e-5;
      less[i] -= 1e-5;
      assertEquals((loss.f(more) - loss.f(less)) / 2e-5, slope[i], 1e-5, "number " + i);
    }
  }

  /** More rows than are summed at once, so that they are summed in several parts. */
  @Test
  void aPerceptronIsFittedToAMinimumWhateverTheOrderOfItsRows() {
    double[][] x = vectors(9, 2500);
    int[] y = Arrays.stream(x).mapToInt(row -> sector(row) == 3 ? 2 : sector(row)).toArray();
    var parameters = new PerceptronParameters(4, 1, 1e-6, 500, ClassWeights.UNIFORM, 1);
    Perceptron model = new PerceptronTrainer(parameters).fit(x, y, 3);
    var shape = new PerceptronShape(3, 4, 3);
    double[] ones = DoubleStream.generate(() -> 1).limit(x.length).toArray();
    var loss = new PerceptronLoss(shape, x, y, ones, 1);
    double[] w =
        Stream.of("hidden", "output")
            .flatMap(layer -> Arrays.stream(ModelJson.matrix(model.toJson(), layer)))
            .flatMapToDouble(Arrays::stream)
            .toArray();
    double[] slope = new double[w.length];
    double least = loss.g(w, slope);
    double steepest = DoubleStream.of(slope).map(Math::abs).max().orElseThrow();
    assertTrue(steepest < 1e-3 * least, steepest + " of " + least);

    double[][] turned = x.clone();
    Collections.reverse(Arrays.asList(turned));
    int[] labels = IntStream.range(0, y.length).map(i -> y[y.length - 1 - i]).toArray();
    assertEquals(least, new PerceptronLoss(shape, turned, labels, ones, 1).f(w), 1e-9 * least);
  }

  private static void load(MultiLayerNetwork network, int layer, double[][] units) {
    int inputs = units[0].length - 1;
    INDArray all = Nd4j.createFromArray(units);
    network.setParam(
        layer + "_W", all.get(NDArrayIndex.all(), NDArrayIndex.interval(0, inputs)).transpose());
    network.setParam(layer + "_b", all.getColumn(inputs).reshape(1, units.length));
  }

  /** 360 rows against 40 that nothing tells apart: only weights decide what is probable. */
  @ParameterizedTest
  @ValueSource(strings = {"random-forest", "logistic", "gradient-boosting", "network"})
  void balancedWeightsMakeClassesEquallyProbable(String kind) {
    int[] rare = IntStream.range(0, X.length).map(i -> i % 10 == 0 ? 1 : 0).toArray();
    double[][] nothing = new double[X.length][];
    for (int i = 0; i < nothing.length; i++) {
      nothing[i] = new double[] {i / 10 % 4}; // each class alike
    }
    for (ClassWeights weights : ClassWeights.values()) {
      Classifier model =
          switch (kind) {
            case "random-forest" ->
                new RandomForestTrainer(new RandomForestParameters(200, 0, 20, 1, weights, 1))
                    .fit(nothing, rare, 2);
            case "logistic" ->
                new LogisticTrainer(new LogisticParameters(1, 1e-5, 500, weights, 1))
                    .fit(nothing, rare, 2);
            case "network" ->
                new PerceptronTrainer(new PerceptronParameters(4, 0.1, 1e-5, 100, weights, 1))
                    .fit(nothing, rare, 2);
            default ->
                new BoostingTrainer(new BoostingParameters(30, 4, 5, 0.1, 1, weights, 1))
                    .fit(nothing, rare, 2);
          };
      double expected = weights == ClassWeights.BALANCED ? 0.5 : 0.1;
      assertEquals(expected, model.probabilities(new double[] {2})[1], 0.06, weights.text());
    }
  }

  @Test
  void resamplingKeepsEveryRowAndItsWeight() {
    int[] labels = {0, 0, 0, 0, 0, 0, 0, 1, 1, 2};
    int[] rows = ClassWeights.BALANCED.resample(labels, 3, 4);
    int[] times = new int[labels.length];
    for (int row : rows) {
      times[row]++;
    }
    int[] ofClass = new int[3];
    for (int row = 0; row < labels.length; row++) {
      assertTrue(times[row] >= 1);
      ofClass[labels[row]] += times[row];
    }
    assertArrayEquals(new int[] {7, 7, 7}, ofClass);
    assertArrayEquals(
        IntStream.range(0, 10).toArray(), ClassWeights.UNIFORM.resample(labels, 3, 4));
    assertEquals(
        1, Arrays.stream(ClassWeights.BALANCED.of(labels, 3)).average().orElseThrow(), 1e-15);
  }

  static Stream<Consumer<ObjectNode>> damages() {
    return Stream.of(
        json -> json.put("type", "oracle"),
        json -> json.put("version", 9),
        json -> json.remove("present"),
        json -> json.withArray("present").set(0, 7),
        json -> json.withArray("present").set(1, 0),
        json -> json.put("features", 2));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void damagedJsonIsRefusedWithOneLine(Consumer<ObjectNode> damage) {
    for (ClassifierTrainer trainer : trainers().skip(1).limit(2).toList()) {
      ObjectNode json = (ObjectNode) trainer.fit(X, Y, CLASSES).toJson();
      damage.accept(json);
      var refusal = assertThrows(IllegalArgumentException.class, () -> Classifier.fromJson(json));
      assertEquals(1, refusal.getMessage().lines().count(), refusal.getMessage());
    }
  }
}
