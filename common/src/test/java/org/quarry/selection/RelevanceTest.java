package org.quarry.selection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RelevanceTest {
  @Test
  void isOnePlusTheCosine() {
    Relevance relevance = Relevance.to(new double[] {3, 4});
    assertEquals(2, relevance.of(new double[] {6, 8}), 1e-15);
    assertEquals(0, relevance.of(new double[] {-3, -4}), 1e-15);
    assertEquals(1, relevance.of(new double[] {-4, 3}), 1e-15);
    assertEquals(1 + 3.0 / 5, relevance.of(new double[] {1, 0}), 1e-15);
  }

  @Test
  void neitherOverflowsNorVanishesAtTheEndsOfTheRange() {
    assertEquals(
        2, Relevance.to(new double[] {1e300, 1e300}).of(new double[] {1e-300, 1e-300}), 1e-15);
    assertEquals(
        1.6, Relevance.to(new double[] {3e-320, 4e-320}).of(new double[] {1e308, 0}), 1e-4);
  }

  @Test
  void staysWithinZeroAndTwoWhateverTheRounding() {
    Random random = new Random(7);
    for (int trial = 0; trial < 2000; trial++) {
      double[] v = random.doubles(1 + random.nextInt(9), -1, 1).toArray();
      double a = Relevance.to(v).of(v);
      assertTrue(a <= 2 && a > 2 - 1e-15, () -> "relevance to itself " + a);
    }
  }

  @Test
  void aZeroVectorIsNeitherLikeNorUnlikeTheTask() {
    assertEquals(1, Relevance.to(new double[] {1, 2}).of(new double[2]));
  }

  @Test
  void refusesWhatCannotBeRanked() {
    Relevance relevance = Relevance.to(new double[] {1, 2});
    assertThrows(IllegalArgumentException.class, () -> Relevance.to(new double[3]));
    assertThrows(IllegalArgumentException.class, () -> relevance.of(new double[3]));
    assertThrows(IllegalArgumentException.class, () -> relevance.of(new double[] {1, Double.NaN}));
    assertThrows(
        IllegalArgumentException.class,
        () -> Relevance.to(new double[] {Double.POSITIVE_INFINITY, 1}));
  }

  @Test
  void theTaskMeanIsSummedInTheOrderOfIds() {
    TaskMean mean = TaskMean.ofLength(1);
    mean.add("a", new double[] {1e16});
    mean.add("b", new double[] {1});
    mean.add("c", new double[] {-1e16});
    assertArrayEquals(new double[] {0}, mean.mean(), "1 is lost beside 1e16 in this order");
    assertThrows(IllegalArgumentException.class, () -> mean.add("b", new double[1]));
    assertThrows(IllegalArgumentException.class, () -> mean.add("c", new double[1]));
    assertThrows(IllegalArgumentException.class, () -> mean.add("d", new double[2]));
    assertThrows(IllegalStateException.class, () -> TaskMean.ofLength(1).mean());
  }
}
