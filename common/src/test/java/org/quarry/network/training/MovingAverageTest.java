package org.quarry.network.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class MovingAverageTest {
  /** Σ w_t p_t / Σ w_t with w_t = 0.8^(2(T − t)) for steps of two epochs. */
  @Test
  void weightsFallGeometricallyAndSumToOne() {
    double[] values = {3, -1, 4, 1, -5, 9};
    INDArray parameters = Nd4j.createFromArray(new double[] {0});
    MovingAverage average = new MovingAverage(0.8, parameters);
    double sum = 0;
    double weights = 0;
    for (double value : values) {
      parameters.putScalar(0, value);
      average.follow(parameters, 2);
      sum = 0.64 * sum + value;
      weights = 0.64 * weights + 1;
      assertEquals(sum / weights, average.value().getDouble(0), 1e-14);
    }
  }

  @Test
  void anEpochLeavesTheSameShareInHoweverManySteps() {
    INDArray one = Nd4j.createFromArray(new double[] {1});
    INDArray two = Nd4j.createFromArray(new double[] {2});
    MovingAverage coarse = new MovingAverage(0.5, one);
    MovingAverage fine = new MovingAverage(0.5, one);
    coarse.follow(one, 1);
    coarse.follow(two, 1);
    for (int step = 0; step < 10; step++) {
      fine.follow(one, 0.1);
    }
    for (int step = 0; step < 10; step++) {
      fine.follow(two, 0.1);
    }
    assertEquals(coarse.value().getDouble(0), fine.value().getDouble(0), 1e-12);
  }

  @Test
  void withoutAveragingItIsTheLast() {
    INDArray parameters = Nd4j.createFromArray(new double[] {7});
    MovingAverage average = new MovingAverage(0, parameters);
    average.follow(parameters, 1);
    parameters.putScalar(0, 8);
    average.follow(parameters, 0.25);
    assertEquals(8, average.value().getDouble(0));
  }
}
