package org.quarry.atoms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theInverseUndoesTheCell(long seed) {
    Cell cell = Cell.of(new Random(seed).doubles(9, -5, 5).toArray());
    double[] inverse = cell.inverse();
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        double product = 0;
        for (int k = 0; k < 3; k++) {
          product += cell.at(i, k) * inverse[3 * k + j];
        }
        assertEquals(i == j ? 1 : 0, product, 1e-12);
      }
    }
  }

  @Test
  void heightsTimesFacesAreTheVolume() {
    Cell cell = Cell.of(4, 0, 0, 1, 5, 0, -2, 1, 6);

    assertEquals(120, cell.volume(), 1e-12);
    assertEquals(6, cell.heights()[2], 1e-12); // over the face in the xy plane
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 6, 5, 4, 3, 2, 1, 0})
  void missingVectorsAreCompletedByUnitNormals(int present) {
    double[] rows = {3, 1, 0, 0, 4, 1, 1, 0, 5};
    for (int k = 0; k < 3; k++) {
      if ((present >> k & 1) == 0) {
        java.util.Arrays.fill(rows, 3 * k, 3 * k + 3, 0);
      }
    }
    Cell completed = Cell.of(rows).completed();
    for (int k = 0; k < 3; k++) {
      if ((present >> k & 1) == 0) {
        assertEquals(1, completed.length(k), 1e-12);
        for (int other = 0; other < 3; other++) {
          if (other != k) {
            double dot = 0;
            for (int axis = 0; axis < 3; axis++) {
              dot += completed.at(k, axis) * completed.at(other, axis);
            }
            assertEquals(0, dot, 1e-12);
          }
        }
      }
    }
  }

  @Test
  void aSingularCellHasNoInverse() {
    assertThrows(
        IllegalArgumentException.class, () -> Cell.of(1, 0, 0, 2, 0, 0, 0, 0, 1).inverse());
  }
}
