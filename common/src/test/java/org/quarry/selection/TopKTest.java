package org.quarry.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopKTest {
  record Scores(String name, DoubleSupplier next) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Scores> scores() {
    Random random = new Random(3);
    double[] edges = {
      Double.NEGATIVE_INFINITY,
      -Double.MAX_VALUE,
      -1,
      -Double.MIN_VALUE,
      -0.0,
      0.0,
      Double.MIN_VALUE,
      Double.MIN_NORMAL,
      1,
      Math.nextUp(1),
      Double.MAX_VALUE,
      Double.POSITIVE_INFINITY
    };
    return Stream.of(
        new Scores("normal", random::nextGaussian),
        new Scores("rounded", () -> Math.round(random.nextGaussian() * 2) / 2.0),
        new Scores("all equal", () -> 1.25),
        new Scores("last bits", () -> 1 + random.nextInt(5) * 0x1p-52),
        new Scores("edges", () -> edges[random.nextInt(edges.length)]));
  }

  @ParameterizedTest
  @MethodSource("scores")
  void takesWhatSortingTakes(Scores scores) {
    Random random = new Random(4);
    for (int few : new int[] {1, 3, TopK.FEW}) {
      List<Scored> rows = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        String id = "CO_" + Integer.toHexString(i * 2654435 & 0xffff) + (i % 3 == 0 ? "ä" : "");
        rows.add(new Scored(scores.next().getAsDouble(), id + "_" + i));
      }
      Collections.shuffle(rows, random);
      List<Scored> sorted = rows.stream().sorted().toList();
      for (int k : new int[] {0, 1, 2, 77, 150, 299, 300, 500}) {
        Cut cut = TopK.cut(TopK.rows(rows), k, few);
        assertEquals(
            sorted.subList(0, Math.min(k, 300)),
            rows.stream().filter(cut::takes).sorted().toList(),
            "k = " + k);
      }
    }
  }

  @Test
  void idsThatContinueOneAnotherAreToldApart() {
    List<Scored> rows =
        Stream.of("a", "ab", "abc", "abcd", "b").map(id -> new Scored(1, id)).toList();
    for (int k = 1; k < 5; k++) {
      assertEquals(rows.get(k - 1), TopK.cut(TopK.rows(rows), k, 1).last().orElseThrow());
    }
  }

  @Test
  void nothingOfTheSizeOfTheCutIsCollected() {
    List<Scored> rows = new ArrayList<>();
    for (int i = 0; i < 200_000; i++) {
      rows.add(new Scored(i % 10 == 0 ? 2 : 1, String.format("CO_%08x", i * 40503)));
    }
    TopK.Rows inMemory = TopK.rows(rows);
    TopK.Rows watched =
        new TopK.Rows() {
          @Override
          public long count() {
            return inMemory.count();
          }

          @Override
          public long[] histogram(RadixSearch search) {
            return inMemory.histogram(search);
          }

          @Override
          public List<Scored> matching(RadixSearch search) {
            List<Scored> matching = inMemory.matching(search);
            assertTrue(matching.size() <= TopK.FEW, () -> matching.size() + " rows collected");
            return matching;
          }
        };
    Cut cut = TopK.cut(watched, 123_456);
    assertEquals(123_456, rows.stream().filter(cut::takes).count());
  }

  @Test
  void refusesWhatHasNoOrder() {
    assertThrows(IllegalArgumentException.class, () -> new Scored(Double.NaN, "a"));
    List<Scored> twice = Collections.nCopies(3, new Scored(1, "a"));
    assertThrows(IllegalArgumentException.class, () -> TopK.cut(TopK.rows(twice), 1));
    assertThrows(IllegalArgumentException.class, () -> TopK.cut(TopK.rows(twice), 1, 1));
    assertThrows(IllegalArgumentException.class, () -> TopK.cut(TopK.rows(twice), -1));
  }
}
