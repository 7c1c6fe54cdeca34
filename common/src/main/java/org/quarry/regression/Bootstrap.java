package org.quarry.regression;

import java.util.Arrays;
import java.util.Random;
import smile.math.MathEx;

/** Draws rows with replacement, each with its weight; where all weights are alike, uniformly. */
final class Bootstrap {
  private static final Object SEEDING = new Object();

  private final int rows;
  private final double[] cumulative; // of the weights; empty where they are all alike

  private Bootstrap(int rows, double[] cumulative) {
    this.rows = rows;
    this.cumulative = cumulative;
  }

  static Bootstrap of(double[] weights) {
    if (Arrays.stream(weights).allMatch(weight -> weight == weights[0])) {
      return new Bootstrap(weights.length, new double[0]);
    }
    double[] cumulative = weights.clone();
    for (int i = 1; i < cumulative.length; i++) {
      cumulative[i] += cumulative[i - 1];
    }
    return new Bootstrap(weights.length, cumulative);
  }

  static Bootstrap uniform(int rows) {
    return new Bootstrap(rows, new double[0]);
  }

  /** How often each row is drawn in as many draws as there are rows. */
  int[] draw(long seed) {
    int[] drawn = new int[rows];
    Random random = new Random(seed);
    for (int i = 0; i < rows; i++) {
      drawn[cumulative.length == 0 ? random.nextInt(rows) : weighted(random)]++;
    }
    return drawn;
  }

  private int weighted(Random random) {
    double at = random.nextDouble() * cumulative[rows - 1];
    int found = Arrays.binarySearch(cumulative, at);
    return Math.min(rows - 1, found < 0 ? -found - 1 : found + 1);
  }

  /** The seed of one tree of several: SplitMix64 (Steele, Lea, Flood 2014). */
  static long mix(long seed, int tree) {
    long z = seed + (tree + 1) * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** Seeds the generator by which Smile draws the features of splits, for this thread. */
  static void seedSmile(long seed) {
    synchronized (SEEDING) { // Smile keeps the seeds in a shared HashSet
      MathEx.setSeed(seed);
    }
  }
}
