package org.quarry.network.potential;

import java.util.Arrays;

/**
 * What a network should say of a batch of B configurations with T atoms: numbers in the network's
 * own units (energies less their reference, all divided by the scale), NaN where there is no label.
 * Arrays are handed over, not copied: targets live as long as their batch.
 */
public final class Targets {
  private final int tasks;
  private final double[] weights;
  private final boolean[] empirical;
  private final double[] energies;
  private final double[] forces;
  private final double[] stresses;

  private Targets(
      int tasks,
      double[] weights,
      boolean[] empirical,
      double[] energies,
      double[] forces,
      double[] stresses) {
    this.tasks = tasks;
    this.weights = weights;
    this.empirical = empirical;
    this.energies = energies;
    this.forces = forces;
    this.stresses = stresses;
  }

  /**
   * Targets without any label yet.
   *
   * @param tasks number of energies that a configuration has: 1, or one for each empirical
   *     potential
   * @param configurations B
   * @param atoms T
   */
  public static Targets empty(int tasks, int configurations, int atoms) {
    if (tasks < 1 || configurations < 1 || atoms < configurations) {
      throw new IllegalArgumentException(
          tasks + " tasks, " + configurations + " configurations of " + atoms + " atoms");
    }
    double[] ones = new double[configurations];
    Arrays.fill(ones, 1);
    return new Targets(
        tasks,
        ones,
        new boolean[configurations],
        unknown(configurations * tasks),
        unknown(3 * atoms),
        unknown(6 * configurations));
  }

  private static double[] unknown(int length) {
    double[] values = new double[length];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  /** Number of configurations. */
  public int size() {
    return weights.length;
  }

  /** Number of energies that a configuration has. */
  public int tasks() {
    return tasks;
  }

  /** Weight of each configuration in the loss, positive: B. To be written to. */
  public double[] weights() {
    return weights;
  }

  /** Whether a configuration's energies are empirical, and may be outliers: B. To be written to. */
  public boolean[] empirical() {
    return empirical;
  }

  /** Energies of each configuration and task: B × tasks. To be written to. */
  public double[] energies() {
    return energies;
  }

  /** Force components of each atom: 3T. To be written to. */
  public double[] forces() {
    return forces;
  }

  /** Stress of each configuration, xx yy zz yz xz xy, positive in tension: 6B. To be written to. */
  public double[] stresses() {
    return stresses;
  }
}
