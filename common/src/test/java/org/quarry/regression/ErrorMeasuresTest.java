package org.quarry.regression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ErrorMeasuresTest {
  @Test
  void statisticsAreThoseOfTheirDefinitions() {
    ErrorStatistics errors = ErrorStatistics.of(3, -4, 1, 0);
    assertEquals(4, errors.count());
    assertEquals(2, errors.mae());
    assertEquals(Math.sqrt(26 / 4.0), errors.rmse());
    assertEquals(0, errors.bias());
    assertEquals(4, errors.largest());
    assertTrue(Double.isNaN(ErrorStatistics.of().mae()));
  }

  @Test
  void energyErrorsAreGivenPerAtomAndPerConfigurationAndByGroup() {
    List<EnergyErrors.Pair> pairs =
        List.of(
            new EnergyErrors.Pair("bulk", 2, -9, -10),
            new EnergyErrors.Pair("bulk", 4, -22, -20),
            new EnergyErrors.Pair("slab", 1, 5, 5));
    EnergyErrors all = EnergyErrors.of(pairs);
    assertEquals((0.5 + 0.5 + 0) / 3, all.perAtom().mae(), 1e-15);
    assertEquals((1 + 2 + 0) / 3.0, all.perConfiguration().mae(), 1e-15);
    Map<String, EnergyErrors> groups = EnergyErrors.byGroup(pairs);
    assertEquals(0.5, groups.get("bulk").perAtom().rmse(), 1e-15);
    assertEquals(Math.sqrt(2.5), groups.get("bulk").perConfiguration().rmse(), 1e-15);
    assertEquals(0, groups.get("slab").perAtom().rmse());
    assertThrows(IllegalArgumentException.class, () -> new EnergyErrors.Pair("", 0, 1, 1));
  }

  @Test
  void foldsKeepGroupsWholeAndBalanceRows() {
    Random random = new Random(5);
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      groups.add("trajectory " + random.nextInt(60));
    }
    GroupFolds folds = GroupFolds.of(5, 1, groups);
    int[] rows = new int[5];
    groups.forEach(group -> rows[folds.of(group)]++);
    for (int count : rows) {
      assertEquals(80, count, 4);
    }
    assertThrows(IllegalArgumentException.class, () -> folds.of("another"));
  }

  @Test
  void foldsOfSingleRowsDifferByAtMostOne() {
    List<String> ids = IntStream.range(0, 239).mapToObj(i -> "CO_" + i).toList();
    GroupFolds folds = GroupFolds.of(5, 9, ids);
    int[] rows = new int[5];
    ids.forEach(id -> rows[folds.of(id)]++);
    for (int count : rows) {
      assertTrue(count == 47 || count == 48);
    }
  }

  @Test
  void foldsDependOnTheSeedAndNotOnTheOrderOfRows() {
    List<String> ids = new ArrayList<>(IntStream.range(0, 50).mapToObj(i -> "CO_" + i).toList());
    GroupFolds folds = GroupFolds.of(5, 9, ids);
    List<Integer> before = ids.stream().map(folds::of).toList();
    List<String> shuffled = new ArrayList<>(ids);
    Collections.shuffle(shuffled, new Random(1));
    assertEquals(before, ids.stream().map(GroupFolds.of(5, 9, shuffled)::of).toList());
    assertNotEquals(before, ids.stream().map(GroupFolds.of(5, 10, ids)::of).toList());
    assertThrows(IllegalArgumentException.class, () -> GroupFolds.of(51, 9, ids));
    assertThrows(IllegalArgumentException.class, () -> GroupFolds.of(1, 9, ids));
  }
}
