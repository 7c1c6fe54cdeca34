package org.quarry.descriptor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class PresentBlocksTest {
  private static final FeatureLayout LAYOUT =
      FeatureLayout.of(List.of("a", "b", "c", "d"), List.of(2, 1, 3, 2));

  private final PresentBlocks present = PresentBlocks.of(LAYOUT);

  @Test
  void blocksThatAreZeroAreLeftOutAndComeBack() {
    double[] row = {1, 0, 5, 0, 0, 0, 0, -2};

    assertEquals(5, present.find(row, 1));
    assertArrayEquals(new int[] {0, 3, 6, 2}, present.runs());
    assertArrayEquals(new double[] {1, 0, 5, 0, -2}, present.gather(row, 0));
    assertArrayEquals(row, PresentBlocks.dense(present.gather(row, 0), present.runs(), 8));
  }

  @Test
  void rowsOfOneStructureShareTheirBlocks() {
    double[] rows = {0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0};

    assertEquals(4, present.find(rows, 2));
    assertArrayEquals(new int[] {2, 4}, present.runs());
    assertArrayEquals(new double[] {0, 0, 0, 7}, present.gather(rows, 1));
  }

  @Test
  void nothingIsLostInSigns() {
    double[] row = {-0.0, 0, 0, 0, 0, 0, 0, 0};

    present.find(row, 1);

    double[] back = PresentBlocks.dense(present.gather(row, 0), present.runs(), 8);
    assertEquals(
        Double.doubleToRawLongBits(row[0]), Double.doubleToRawLongBits(back[0]), "the sign of -0");
  }

  @Test
  void aRowOfZerosNeedsNothing() {
    assertEquals(0, present.find(new double[8], 1));
    assertArrayEquals(new double[8], PresentBlocks.dense(new double[0], present.runs(), 8));
  }

  @Test
  void runsThatDoNotFitAreRefused() {
    double[] stored = {1, 2};
    for (int[] runs : new int[][] {{0, 3}, {7, 2}, {-1, 2}, {0, 1}, {0, 2, 1}}) {
      assertThrows(
          IllegalArgumentException.class, () -> PresentBlocks.dense(stored, runs, 8), () -> "");
    }
  }

  @Test
  void whatFloat32CannotHoldIsRefused() {
    double[] values = {1, -1e39};

    Dtype.FLOAT64.requireHolds(values, 2);
    Dtype.FLOAT32.requireHolds(values, 1);
    assertThrows(IllegalArgumentException.class, () -> Dtype.FLOAT32.requireHolds(values, 2));
  }
}
