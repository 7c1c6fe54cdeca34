package org.quarry.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {
  private static final Split SPLIT = new Split(42, 0.1, 0.2);
  private static final List<String> KEYS =
      IntStream.range(0, 20_000).mapToObj(i -> "CO_" + i).toList();

  private static long count(Split split, Side side) {
    return KEYS.stream().filter(key -> split.side(key) == side).count();
  }

  @Test
  void sharesAreMetWithinTheNoiseOfTheirSize() {
    assertEquals(4000, count(SPLIT, Side.TEST), 5 * Math.sqrt(20_000 * 0.2 * 0.8));
    assertEquals(2000, count(SPLIT, Side.VALIDATION), 5 * Math.sqrt(20_000 * 0.1 * 0.9));
    assertEquals(
        0, count(new Split(1, 0, 0), Side.TEST) + count(new Split(1, 0, 0), Side.VALIDATION));
  }

  /**
   * Sides by Python: {@code int.from_bytes(hashlib.sha256(b"42/CO_…").digest()[:8], "big") >> 11}.
   */
  @Test
  void theSideIsAFunctionOfSeedAndKeyAlone() {
    assertEquals(Side.TRAIN, SPLIT.side("CO_0"));
    assertEquals(Side.TEST, SPLIT.side("CO_2"));
    assertEquals(Side.VALIDATION, SPLIT.side("CO_24"));
  }

  @Test
  void changingOneShareLeavesTheOtherSideAlone() {
    Split more = new Split(42, 0.3, 0.2);
    for (String key : KEYS) {
      assertEquals(SPLIT.side(key) == Side.TEST, more.side(key) == Side.TEST);
      if (SPLIT.side(key) == Side.VALIDATION) {
        assertEquals(Side.VALIDATION, more.side(key));
      }
    }
  }

  @Test
  void anotherSeedIsAnotherSplit() {
    Split other = new Split(43, 0.1, 0.2);
    long moved = KEYS.stream().filter(key -> SPLIT.side(key) != other.side(key)).count();
    assertEquals(20_000 * (1 - 0.49 - 0.01 - 0.04), moved, 500);
  }

  @Test
  void whatWasPublishedAsTestOrValidationStaysThere() {
    for (String key : KEYS) {
      assertEquals(Side.TEST, SPLIT.side(Optional.of(Side.TEST), key));
      assertEquals(Side.VALIDATION, SPLIT.side(Optional.of(Side.VALIDATION), key));
      assertNotEquals(Side.TEST, SPLIT.side(Optional.of(Side.TRAIN), key));
      assertEquals(SPLIT.side(key), SPLIT.side(Optional.empty(), key));
    }
    long validation =
        KEYS.stream()
            .filter(key -> SPLIT.side(Optional.of(Side.TRAIN), key) == Side.VALIDATION)
            .count();
    assertEquals(20_000 * 0.1 / 0.8, validation, 250);
  }

  @Test
  void relativesOfATestFrameAreNotTrainedOn() {
    assertEquals(Side.TEST, Split.strongest(Side.TRAIN, Side.TEST));
    assertEquals(Side.TEST, Split.strongest(Side.TEST, Side.VALIDATION));
    assertEquals(Side.VALIDATION, Split.strongest(Side.TRAIN, Side.VALIDATION));
  }

  @Test
  void exactSplitsHaveExactSizes() {
    Map<String, Integer> single = new HashMap<>();
    KEYS.subList(0, 239).forEach(key -> single.put(key, 1));
    Map<String, Side> sides = SPLIT.exact(single);
    assertEquals(48, Collections.frequency(sides.values(), Side.TEST));
    assertEquals(24, Collections.frequency(sides.values(), Side.VALIDATION));
    assertEquals(sides, SPLIT.exact(new TreeMap<>(single)));
  }

  @Test
  void exactSplitsKeepGroupsWholeAndDoNotOverfill() {
    Map<String, Integer> groups = new HashMap<>();
    for (int i = 0; i < 60; i++) {
      groups.put("run " + i, 1 + i % 7);
    }
    groups.put("long run", 500);
    int rows = groups.values().stream().mapToInt(Integer::intValue).sum();
    Map<String, Integer> filled = new HashMap<>();
    SPLIT
        .exact(groups)
        .forEach((key, side) -> filled.merge(side.text(), groups.get(key), Integer::sum));
    assertEquals(Math.round(0.2 * rows), filled.get("test"), 6);
    assertEquals(Math.round(0.1 * rows), filled.get("validation"), 6);
  }

  @Test
  void publishedWordsNameSidesAndOthersNone() {
    assertEquals(Optional.of(Side.TEST), Side.published("Test"));
    assertEquals(Optional.of(Side.VALIDATION), Side.published("val"));
    assertEquals(Optional.of(Side.TRAIN), Side.published("train"));
    assertEquals(Optional.empty(), Side.published(""));
    assertEquals(Optional.empty(), Side.published("fold3"));
  }

  @Test
  void refusesSharesThatLeaveNothingToTrainOn() {
    assertThrows(IllegalArgumentException.class, () -> new Split(1, 0.5, 0.5));
    assertThrows(IllegalArgumentException.class, () -> new Split(1, -0.1, 0.5));
    assertThrows(IllegalArgumentException.class, () -> new Split(1, Double.NaN, 0.5));
  }
}
