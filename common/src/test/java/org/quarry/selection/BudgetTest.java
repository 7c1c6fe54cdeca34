package org.quarry.selection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BudgetTest {
  /** Copies of each row of a pool, through the cut as a job finds them. */
  private static long[] solve(List<Scored> pool, Budget budget) {
    Cut cut = TopK.cut(TopK.rows(pool), budget.rows());
    return pool.stream().mapToLong(row -> budget.copies(row, cut)).toArray();
  }

  private static List<Scored> pool(Random random, int n) {
    List<Scored> pool = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      pool.add(new Scored(random.nextInt(6) / 3.0, "CO_" + random.nextInt(1000) + "_" + i));
    }
    return pool;
  }

  private static double value(List<Scored> pool, long[] copies) {
    double value = 0;
    for (int i = 0; i < copies.length; i++) {
      value += pool.get(i).score() * copies[i];
    }
    return value;
  }

  /** The best value of Σ a x over whole numbers x; the programme's vertices are whole. */
  private static double best(List<Scored> pool, int from, long left, long cap) {
    if (from == pool.size()) {
      return 0;
    }
    double best = 0;
    for (long x = 0; x <= Math.min(cap, left); x++) {
      best = Math.max(best, pool.get(from).score() * x + best(pool, from + 1, left - x, cap));
    }
    return best;
  }

  @Test
  void noFeasibleChoiceIsBetter() {
    Random random = new Random(1);
    for (int trial = 0; trial < 500; trial++) {
      List<Scored> pool = pool(random, 1 + random.nextInt(5));
      Budget budget = new Budget(1 + random.nextInt(14), 1 + random.nextInt(4));
      long[] x = solve(pool, budget);
      assertTrue(LongStream.of(x).sum() <= budget.size());
      assertTrue(LongStream.of(x).allMatch(copies -> 0 <= copies && copies <= budget.cap()));
      assertEquals(best(pool, 0, budget.size(), budget.cap()), value(pool, x), 1e-12);
    }
  }

  /** Weak duality: Σ a x ≤ λB + m Σ max(a − λ, 0) for every λ ≥ 0; equality proves both optimal. */
  @Test
  void theDualProgrammeProvesTheSolutionOptimal() {
    Random random = new Random(2);
    for (int trial = 0; trial < 50; trial++) {
      List<Scored> pool = pool(random, 300);
      Budget budget = new Budget(1 + random.nextInt(1500), 1 + random.nextInt(7));
      double primal = value(pool, solve(pool, budget));
      double dual = Double.POSITIVE_INFINITY;
      for (double lambda : new double[] {0, 1 / 3.0, 2 / 3.0, 1, 4 / 3.0, 5 / 3.0}) {
        double bound = lambda * budget.size();
        for (Scored row : pool) {
          bound += budget.cap() * Math.max(row.score() - lambda, 0);
        }
        dual = Math.min(dual, bound);
      }
      assertEquals(dual, primal, 1e-9);
    }
  }

  @Test
  void theNextRowGetsTheRemainderAndTiesGoToTheSmallerId() {
    List<Scored> pool =
        List.of(
            new Scored(1.5, "d"),
            new Scored(1.5, "b"),
            new Scored(1.9, "z"),
            new Scored(1.5, "c"),
            new Scored(0.1, "a"));
    assertArrayEquals(new long[] {0, 3, 3, 2, 0}, solve(pool, new Budget(8, 3)));
    assertArrayEquals(new long[] {0, 3, 3, 0, 0}, solve(pool, new Budget(6, 3)));
    assertArrayEquals(new long[] {0, 0, 2, 0, 0}, solve(pool, new Budget(2, 3)));
  }

  @Test
  void aPoolSmallerThanTheBudgetIsTakenWhole() {
    List<Scored> pool = List.of(new Scored(1, "a"), new Scored(2, "b"));
    assertArrayEquals(new long[] {3, 3}, solve(pool, new Budget(100, 3)));
    assertArrayEquals(new long[] {3, 3}, solve(pool, new Budget(6, 3)));
    assertArrayEquals(new long[] {2, 3}, solve(pool, new Budget(5, 3)));
    assertArrayEquals(new long[] {3, 3}, solve(pool, new Budget(Long.MAX_VALUE, 3)));
    assertArrayEquals(new long[0], solve(List.of(), new Budget(5, 3)));
  }

  @Test
  void refusesEmptyBudgets() {
    assertThrows(IllegalArgumentException.class, () -> new Budget(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Budget(1, 0));
  }
}
