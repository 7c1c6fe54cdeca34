package org.quarry.network.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quarry.network.training.LearningRate.Schedule;

/** Schedules against their closed forms. */
class LearningRateTest {
  private static double at(LearningRate rate, int done) {
    return rate.at(done, 100, List.of());
  }

  @Test
  void halfACosineEndsAtTheFinalShare() {
    LearningRate rate = LearningRate.of(Schedule.COSINE, 2, 0.1);
    assertEquals(2, at(rate, 0), 1e-15);
    assertEquals(2 * 0.55, at(rate, 50), 1e-15);
    assertEquals(0.2, at(rate, 100), 1e-15);
  }

  @Test
  void anExponentialFallsByTheSameFactor() {
    LearningRate rate = LearningRate.of(Schedule.EXPONENTIAL, 2, 1e-4);
    assertEquals(2e-2, at(rate, 50), 1e-16);
    assertEquals(at(rate, 11) / at(rate, 10), at(rate, 61) / at(rate, 60), 1e-12);
    assertEquals(2e-4, at(rate, 100), 1e-17);
  }

  @Test
  void warmUpRisesInEqualSteps() {
    LearningRate rate = LearningRate.of(Schedule.CONSTANT, 5, 1).withWarmUp(4);
    for (int done = 0; done < 4; done++) {
      assertEquals(done + 1, at(rate, done), 1e-15);
    }
    assertEquals(5, at(rate, 4));
    assertEquals(5, at(rate, 99));
  }

  @Test
  void aPlateauHalvesTheRateDownToTheFinalShare() {
    LearningRate rate = LearningRate.of(Schedule.PLATEAU, 8, 0.2).withPlateau(0.5, 2);
    double[] losses = {5, 4, 4, 4, 3, 3.5, 3.1, 3, 3, 3, 3};
    double[] rates = {8, 8, 8, 8, 4, 4, 4, 2, 2, 1.6, 1.6, 1.6};
    List<CurvePoint> curve = new ArrayList<>();
    for (int done = 0; done < rates.length; done++) {
      assertEquals(rates[done], rate.at(done, 100, curve), 1e-15, "after " + done);
      if (done < losses.length) {
        curve.add(new CurvePoint(done + 1, 1, 0, losses[done], Errors.NONE, 0));
      }
    }
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertTrue(message(() -> LearningRate.of(Schedule.COSINE, 0, 0.1)).contains("learning rate"));
    assertTrue(message(() -> LearningRate.of(Schedule.COSINE, 1, 0)).contains("final rate"));
    LearningRate rate = LearningRate.of(Schedule.PLATEAU, 1, 0.1);
    assertTrue(message(() -> rate.withPlateau(1, 3)).contains("plateau factor"));
    assertTrue(message(() -> rate.withPlateau(0.5, 0)).contains("plateau patience"));
    assertTrue(message(() -> rate.withWarmUp(-1)).contains("warm-up"));
  }

  private static String message(Runnable wrong) {
    return assertThrows(IllegalArgumentException.class, wrong::run).getMessage();
  }
}
