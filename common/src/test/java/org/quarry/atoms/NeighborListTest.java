package org.quarry.atoms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NeighborListTest {
  /** Pairs this close to the cutoff, relatively, may be counted or not. */
  private static final double EDGE = 1e-9;

  /** Random configurations of every kind of periodicity and cell; the seed tells them apart. */
  static Stream<Configuration> randomConfigurations() {
    return IntStream.range(0, 400).mapToObj(NeighborListTest::random);
  }

  private static Configuration random(int seed) {
    Random random = new Random(seed);
    Periodicity pbc = new Periodicity((seed & 1) != 0, (seed & 2) != 0, (seed & 4) != 0);
    double size = 1 + 6 * random.nextDouble();
    double skew = new double[] {0, 0.3, 1.5, 12}[seed / 8 % 4];
    double[] h = new double[9];
    do {
      for (int k = 0; k < 9; k++) {
        boolean below = k / 3 > k % 3;
        h[k] =
            k % 4 == 0
                ? size * (0.4 + random.nextDouble())
                : size * (below ? skew : Math.min(skew, 0.3)) * (2 * random.nextDouble() - 1);
      }
    } while (Cell.of(h).volume() < 0.2 * size * size * size);
    rotate(h, random);
    int n = 1 + random.nextInt(9);
    double spread = seed / 32 % 3 == 2 ? 40 : 1.5; // far outside the cell
    double[] r = new double[3 * n];
    for (int i = 0; i < r.length; i++) {
      r[i] = size * spread * (2 * random.nextDouble() - 1);
    }
    int[] z = new int[n];
    Arrays.fill(z, 14);
    return Configuration.of(z, r, Cell.of(h), pbc);
  }

  /** Turns row vectors about two random axes through the origin. */
  private static void rotate(double[] h, Random random) {
    for (int turn = 0; turn < 3; turn++) {
      double angle = 2 * Math.PI * random.nextDouble();
      int p = turn;
      int q = (turn + 1) % 3;
      for (int k = 0; k < h.length / 3; k++) {
        double x = h[3 * k + p];
        double y = h[3 * k + q];
        h[3 * k + p] = Math.cos(angle) * x - Math.sin(angle) * y;
        h[3 * k + q] = Math.sin(angle) * x + Math.cos(angle) * y;
      }
    }
  }

  private record Pair(int center, int neighbor, List<Integer> image) {
    Pair opposite() {
      return new Pair(neighbor, center, image.stream().map(n -> -n).toList());
    }
  }

  /** By definition: all images whose fractional distance along each axis allows it, one by one. */
  private static Map<Pair, double[]> bruteForce(Configuration c, double[] points, double cutoff) {
    Cell cell = c.cell().completed();
    double[] inverse = cell.inverse();
    double[] heights = cell.heights();
    Map<Pair, double[]> pairs = new HashMap<>();
    for (int i = 0; i < points.length / 3; i++) {
      for (int j = 0; j < c.size(); j++) {
        double[] d = new double[3];
        for (int axis = 0; axis < 3; axis++) {
          d[axis] = c.position(j, axis) - points[3 * i + axis];
        }
        int[] low = new int[3];
        int[] high = new int[3];
        for (int k = 0; k < 3; k++) {
          double f = d[0] * inverse[k] + d[1] * inverse[3 + k] + d[2] * inverse[6 + k];
          if (c.pbc().along(k)) {
            low[k] = (int) Math.floor(-f - cutoff / heights[k]) - 1;
            high[k] = (int) Math.ceil(-f + cutoff / heights[k]) + 1;
          }
        }
        for (int n0 = low[0]; n0 <= high[0]; n0++) {
          for (int n1 = low[1]; n1 <= high[1]; n1++) {
            for (int n2 = low[2]; n2 <= high[2]; n2++) {
              double[] v = new double[3];
              for (int axis = 0; axis < 3; axis++) {
                v[axis] =
                    d[axis] + n0 * cell.at(0, axis) + n1 * cell.at(1, axis) + n2 * cell.at(2, axis);
              }
              if (norm(v) <= cutoff * (1 + EDGE)) {
                pairs.put(new Pair(i, j, List.of(n0, n1, n2)), v);
              }
            }
          }
        }
      }
    }
    return pairs;
  }

  private static double norm(double[] v) {
    return Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
  }

  private static void assertSame(Map<Pair, double[]> expected, NeighborList list, double cutoff) {
    Set<Pair> seen = new HashSet<>();
    for (int i = 0; i < list.centers(); i++) {
      for (int p = list.offsets()[i]; p < list.offsets()[i + 1]; p++) {
        Pair pair = pair(list, i, p);
        assertTrue(seen.add(pair), () -> pair + " twice");
        assertTrue(expected.containsKey(pair), () -> pair + " should not be there");
        assertArrayEquals(expected.get(pair), vector(list, p), 1e-9);
      }
    }
    expected.forEach(
        (pair, v) ->
            assertTrue(
                norm(v) > cutoff * (1 - EDGE) || seen.contains(pair), () -> pair + " is missing"));
    assertEquals(seen.size(), list.pairs());
  }

  private static Pair pair(NeighborList list, int center, int p) {
    int[] n = list.images();
    return new Pair(center, list.neighbors()[p], List.of(n[3 * p], n[3 * p + 1], n[3 * p + 2]));
  }

  private static Map<Pair, double[]> pairs(NeighborList list) {
    Map<Pair, double[]> pairs = new HashMap<>();
    for (int i = 0; i < list.centers(); i++) {
      for (int p = list.offsets()[i]; p < list.offsets()[i + 1]; p++) {
        pairs.put(pair(list, i, p), vector(list, p));
      }
    }
    return pairs;
  }

  private static double[] vector(NeighborList list, int p) {
    return Arrays.copyOfRange(list.vectors(), 3 * p, 3 * p + 3);
  }

  private static Map<Pair, double[]> bruteForce(Configuration c, double cutoff) {
    Map<Pair, double[]> pairs = bruteForce(c, c.positions(), cutoff);
    for (int i = 0; i < c.size(); i++) {
      pairs.remove(new Pair(i, i, List.of(0, 0, 0)));
    }
    return pairs;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.7, 3, 6.5})
  void findsThePairsOfTheDefinition(double cutoff) {
    NeighborList list = new NeighborList(cutoff);
    randomConfigurations()
        .forEach(
            c -> {
              list.build(c);
              assertSame(bruteForce(c, cutoff), list, cutoff);
            });
  }

  @ParameterizedTest
  @ValueSource(doubles = {2, 5})
  void findsTheAtomsAroundPoints(double cutoff) {
    NeighborList list = new NeighborList(cutoff);
    Random random = new Random(11);
    randomConfigurations()
        .forEach(
            c -> {
              double[] points = random.doubles(3L * random.nextInt(5), -20, 20).toArray();
              list.buildAround(c, points);
              assertSame(bruteForce(c, points, cutoff), list, cutoff);
              list.buildAround(c, c.positions());
              assertSame(bruteForce(c, c.positions(), cutoff), list, cutoff);
            });
  }

  @ParameterizedTest
  @MethodSource("randomConfigurations")
  void everyPairHasItsExactOpposite(Configuration c) {
    NeighborList list = new NeighborList(4);
    list.build(c);
    Map<Pair, double[]> pairs = pairs(list);
    pairs.forEach(
        (pair, v) -> {
          double[] opposite = pairs.get(pair.opposite());
          for (int axis = 0; axis < 3; axis++) {
            assertEquals(0, opposite[axis] + v[axis], 0, () -> pair + " and its opposite");
          }
        });
  }

  @ParameterizedTest
  @MethodSource("randomConfigurations")
  void halfAListHasEveryPairFromOneSide(Configuration c) {
    NeighborList full = new NeighborList(4);
    full.build(c);
    Map<Pair, double[]> left = pairs(full);
    NeighborList half = NeighborList.half(4);
    half.build(c);
    pairs(half)
        .forEach(
            (pair, v) -> {
              double[] same = left.remove(pair);
              for (int axis = 0; axis < 3; axis++) {
                assertEquals(0, same[axis] - v[axis], 0, pair::toString);
              }
              left.remove(pair.opposite());
            });
    assertEquals(Set.of(), left.keySet());
    assertEquals(full.pairs(), 2 * half.pairs());
  }

  @ParameterizedTest
  @MethodSource("randomConfigurations")
  void neighborsAscendAndALongerCutoffOnlyAdds(Configuration c) {
    NeighborList near = new NeighborList(3);
    NeighborList far = new NeighborList(4.5);
    near.build(c);
    far.build(c);
    for (int i = 0; i < c.size(); i++) {
      int q = far.offsets()[i];
      for (int p = near.offsets()[i]; p < near.offsets()[i + 1]; p++) {
        assertTrue(p == near.offsets()[i] || near.neighbors()[p - 1] <= near.neighbors()[p]);
        while (!pair(far, i, q).equals(pair(near, i, p))) {
          q++;
        }
        assertTrue(q < far.offsets()[i + 1]);
        assertArrayEquals(vector(near, p), vector(far, q));
      }
    }
  }

  @Test
  void aReusedListForgetsWhatItHeld() {
    NeighborList reused = new NeighborList(5);
    for (int seed : new int[] {7, 0, 15, 3, 31, 7}) {
      reused.build(random(seed));
      NeighborList fresh = new NeighborList(5);
      fresh.build(random(seed));
      int pairs = fresh.pairs();
      assertEquals(pairs, reused.pairs());
      assertArrayEquals(
          Arrays.copyOf(fresh.offsets(), fresh.centers() + 1),
          Arrays.copyOf(reused.offsets(), fresh.centers() + 1));
      assertArrayEquals(
          Arrays.copyOf(fresh.neighbors(), pairs), Arrays.copyOf(reused.neighbors(), pairs));
      assertArrayEquals(
          Arrays.copyOf(fresh.vectors(), 3 * pairs), Arrays.copyOf(reused.vectors(), 3 * pairs));
    }
  }

  @Test
  void aGrownListAllocatesNothing() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    List<Configuration> configurations = randomConfigurations().limit(32).toList();
    NeighborList list = new NeighborList(5);
    configurations.forEach(list::build);
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < configurations.size(); i++) {
      list.build(configurations.get(i));
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < 1000, () -> allocated + " bytes");
  }

  @Test
  void theCutoffIsInclusive() {
    NeighborList list = new NeighborList(2);
    list.build(Configuration.isolated(new int[] {1, 1}, new double[] {0, 0, 0, 0, 0, 2}));
    assertEquals(2, list.pairs());
    list.build(Configuration.of(new int[] {1}, new double[3], Cell.cubic(2), Periodicity.ALL));
    assertEquals(6, list.pairs());
  }

  @Test
  void aNeedleLikeCellIsItsLattice() {
    // The cubic lattice of 1 Å given by a cell sheared by 1000 periods.
    Cell sheared = Cell.of(1, 0, 0, 1000, 1, 0, -700, 333, 1);
    NeighborList list = new NeighborList(1.5);
    list.build(Configuration.of(new int[] {1}, new double[3], sheared, Periodicity.ALL));
    assertEquals(6 + 12, list.pairs());
  }

  @Test
  void planarVectorsThatNearlyCancelAreALattice() {
    double s = Math.sqrt(0.75);
    Cell flat = Cell.of(3, 0, 0.05, -1.5, 3 * s, 0.05, -1.5, -3 * s, 0.05);
    Configuration c = Configuration.of(new int[] {1}, new double[3], flat, Periodicity.ALL);
    NeighborList list = new NeighborList(3.2);
    list.build(c);
    assertSame(bruteForce(c, 3.2), list, 3.2);
  }

  @Test
  void emptySpaceChangesNothing() {
    Random random = new Random(5);
    double[] r = random.doubles(3 * 200, 0, 12).toArray();
    for (int i = 0; i < 300; i++) {
      r[i] += 1e7; // two clusters far apart
    }
    int[] z = new int[200];
    Arrays.fill(z, 6);
    Configuration vacuum = Configuration.of(z, r, Cell.cubic(1e8), Periodicity.ALL);
    Configuration isolated = Configuration.isolated(z, r);
    NeighborList list = new NeighborList(3);
    list.build(vacuum);
    int pairs = list.pairs();
    assertTrue(pairs > 500);
    list.build(isolated);
    assertEquals(pairs, list.pairs());
    Configuration flat =
        Configuration.of(
            z, r, Cell.of(0, 0, 0, 0, 0, 0, 0, 0, 1e9), new Periodicity(false, false, true));
    list.build(flat);
    assertEquals(pairs, list.pairs());
  }

  @Test
  void manyAtomsGiveTheSamePairsAsTheDefinition() {
    Random random = new Random(2);
    Cell cell = Cell.of(19, 1, 0, -4, 23, 2, 3, 7, 17);
    int[] z = new int[400];
    Arrays.fill(z, 14);
    Configuration c =
        Configuration.of(
            z, random.doubles(1200, -30, 60).toArray(), cell, new Periodicity(true, false, true));
    NeighborList list = new NeighborList(4);
    list.build(c);
    assertSame(bruteForce(c, 4), list, 4);
  }

  @Test
  void aListMayTakeAnotherCutoff() {
    Configuration c = random(7);
    NeighborList list = new NeighborList(9);
    list.build(c);
    list.build(c, 4);
    assertEquals(4, list.cutoff());
    assertSame(bruteForce(c, 4), list, 4);
    assertThrows(IllegalArgumentException.class, () -> list.build(c, 0));
  }

  @Test
  void anAtomBeyondCountingIsAnError() {
    Configuration c =
        Configuration.of(new int[] {1}, new double[] {1e300, 0, 0}, Cell.cubic(3), Periodicity.ALL);
    NeighborList list = new NeighborList(4);
    assertThrows(IllegalArgumentException.class, () -> list.build(c));
    assertThrows(IllegalArgumentException.class, () -> new NeighborList(0));
    Configuration tiny =
        Configuration.of(new int[] {1}, new double[3], Cell.cubic(0.011), Periodicity.ALL);
    assertThrows(IllegalArgumentException.class, () -> new NeighborList(10).build(tiny));
  }
}
