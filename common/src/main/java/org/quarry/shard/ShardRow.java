package org.quarry.shard;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.quarry.atoms.Configuration;

/**
 * One row of a shard: a configuration of n atoms with its n descriptor vectors, the energies to
 * learn, in eV of the whole configuration, forces and stress. Arrays are handed over, not copied: a
 * row lives as long as it takes to write it.
 */
public final class ShardRow {
  private final Configuration configuration;
  private final double[] features;
  private final double energy; // NaN for none
  private final double eipEnergy; // NaN for none
  private final String potential; // empty for none
  private final double[] forces; // null for none
  private final double[] stress; // null for none
  private final double weight;
  private final double[] eipEnergies; // NaN where masked

  private ShardRow(Builder builder) {
    this.configuration = builder.configuration;
    this.features = builder.features;
    this.energy = builder.energy;
    this.eipEnergy = builder.eipEnergy;
    this.potential = builder.potential;
    this.forces = builder.forces;
    this.stress = builder.stress;
    this.weight = builder.weight;
    this.eipEnergies = builder.eipEnergies;
  }

  /**
   * Starts a row.
   *
   * @param features the vectors of the atoms, one after another: n × features numbers
   */
  public static Builder of(Configuration configuration, double[] features) {
    return new Builder(configuration, features);
  }

  /** Starts a row of a set without descriptor vectors. */
  public static Builder of(Configuration configuration) {
    return new Builder(configuration, new double[0]);
  }

  public Configuration configuration() {
    return configuration;
  }

  double[] features() {
    return features;
  }

  double[] forcesOrNull() {
    return forces;
  }

  double[] stressOrNull() {
    return stress;
  }

  /** Aligned energies in eV of the set's potentials; NaN for no answer. */
  double[] eipEnergies() {
    return eipEnergies;
  }

  /** First-principles energy in eV. */
  public OptionalDouble energy() {
    return Double.isNaN(energy) ? OptionalDouble.empty() : OptionalDouble.of(energy);
  }

  /** Aligned energy of {@link #potential()} in eV. */
  public OptionalDouble eipEnergy() {
    return Double.isNaN(eipEnergy) ? OptionalDouble.empty() : OptionalDouble.of(eipEnergy);
  }

  /** The empirical potential that was chosen for this configuration. */
  public Optional<String> potential() {
    return potential.isEmpty() ? Optional.empty() : Optional.of(potential);
  }

  /** The weight of the row in the loss, positive. */
  public double weight() {
    return weight;
  }

  /** A row with a first-principles energy counts as {@link SampleKind#DFT}. */
  public SampleKind kind() {
    return Double.isNaN(energy) ? SampleKind.EIP : SampleKind.DFT;
  }

  /** Collects what is known of a configuration. */
  public static final class Builder {
    private final Configuration configuration;
    private final double[] features;
    private double energy = Double.NaN;
    private double eipEnergy = Double.NaN;
    private String potential = "";
    private double[] forces;
    private double[] stress;
    private double weight = 1;
    private double[] eipEnergies = new double[0];

    private Builder(Configuration configuration, double[] features) {
      this.configuration = Objects.requireNonNull(configuration);
      this.features = Objects.requireNonNull(features);
    }

    /** First-principles energy in eV. */
    public Builder energy(double eV) {
      this.energy = finite("energy", eV);
      return this;
    }

    /** Aligned energy in eV by the potential that was chosen. */
    public Builder eip(String potentialName, double eV) {
      if (potentialName.isEmpty()) {
        throw new IllegalArgumentException("an EIP energy needs the name of its potential");
      }
      this.potential = potentialName;
      this.eipEnergy = finite("EIP energy", eV);
      return this;
    }

    /**
     * Aligned energies in eV of all potentials that the set names, in that order; NaN where one
     * gave no answer.
     */
    public Builder eipEnergies(double... eV) {
      for (double e : eV) {
        if (Double.isInfinite(e)) {
          finite("an EIP energy", e);
        }
      }
      this.eipEnergies = eV.clone();
      return this;
    }

    /** First-principles forces in eV/Å, 3n numbers. */
    public Builder forces(double[] eVPerAngstrom) {
      if (eVPerAngstrom.length != 3 * configuration.size()) {
        throw new IllegalArgumentException(
            eVPerAngstrom.length + " force components for " + configuration.size() + " atoms");
      }
      for (double component : eVPerAngstrom) {
        finite("force", component);
      }
      this.forces = eVPerAngstrom;
      return this;
    }

    /** First-principles stress xx yy zz yz xz xy in eV/Å³, positive in tension. */
    public Builder stress(double[] eVPerCubicAngstrom) {
      if (eVPerCubicAngstrom.length != 6) {
        throw new IllegalArgumentException(
            "a stress has 6 components, got " + eVPerCubicAngstrom.length);
      }
      for (double component : eVPerCubicAngstrom) {
        finite("stress", component);
      }
      this.stress = eVPerCubicAngstrom;
      return this;
    }

    /** How much the row counts in the loss; 1 unless said otherwise. */
    public Builder weight(double positive) {
      if (!(positive > 0) || positive == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException("the weight of a row is positive, got " + positive);
      }
      this.weight = positive;
      return this;
    }

    /**
     * The row.
     *
     * @throws IllegalArgumentException if it has no energy at all, or a feature is not finite
     */
    public ShardRow build() {
      if (Double.isNaN(energy)
          && Double.isNaN(eipEnergy)
          && Arrays.stream(eipEnergies).allMatch(Double::isNaN)) {
        throw new IllegalArgumentException(
            "configuration " + configuration.id() + " has no energy to learn");
      }
      for (double x : features) {
        if (!Double.isFinite(x)) {
          throw new IllegalArgumentException(
              "configuration " + configuration.id() + ": a descriptor value is " + x);
        }
      }
      return new ShardRow(this);
    }

    private double finite(String what, double value) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "configuration " + configuration.id() + ": " + what + " is " + value);
      }
      return value;
    }
  }
}
