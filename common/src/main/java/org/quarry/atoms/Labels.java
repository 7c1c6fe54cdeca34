package org.quarry.atoms;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What one method says of one configuration: energy in eV (of the whole configuration), forces in
 * eV/Å, stress in eV/Å³ (positive in tension, ASE's sign; order xx yy zz yz xz xy), each of them
 * optional.
 */
public final class Labels {
  /** No energy, no forces, no stress. */
  public static final Labels NONE = builder().build();

  private final double energy; // NaN for none
  private final EnergyKind energyKind;
  private final double[] forces;
  private final double[] stress;
  private final String method;
  private final String software;
  private final Map<String, String> metadata;

  private Labels(Builder builder) {
    this.energy = builder.energy;
    this.energyKind = builder.energyKind;
    this.forces = builder.forces;
    this.stress = builder.stress;
    this.method = builder.method;
    this.software = builder.software;
    this.metadata = Map.copyOf(builder.metadata);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Energy of the configuration in eV. */
  public OptionalDouble energy() {
    return Double.isNaN(energy) ? OptionalDouble.empty() : OptionalDouble.of(energy);
  }

  public EnergyKind energyKind() {
    return energyKind;
  }

  /** A copy of the 3n force components in eV/Å, in stored atom order. */
  public Optional<double[]> forces() {
    return Optional.ofNullable(forces).map(double[]::clone);
  }

  /** A copy of the six stress components xx yy zz yz xz xy in eV/Å³, positive in tension. */
  public Optional<double[]> stress() {
    return Optional.ofNullable(stress).map(double[]::clone);
  }

  /** The level of theory, {@code "unknown"} where nobody said. */
  public String method() {
    return method;
  }

  /** The code that made the labels, {@code "unknown"} where nobody said. */
  public String software() {
    return software;
  }

  /** Whatever else is known of the calculation. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** Whether there is neither energy nor forces nor stress. */
  public boolean isEmpty() {
    return Double.isNaN(energy) && forces == null && stress == null;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Labels that
        && Double.doubleToLongBits(energy) == Double.doubleToLongBits(that.energy)
        && energyKind == that.energyKind
        && Arrays.equals(forces, that.forces)
        && Arrays.equals(stress, that.stress)
        && method.equals(that.method)
        && software.equals(that.software)
        && metadata.equals(that.metadata);
  }

  @Override
  public int hashCode() {
    return 31 * Double.hashCode(energy) + Arrays.hashCode(forces);
  }

  @Override
  public String toString() {
    return "Labels[energy=" + energy + " eV, " + energyKind.text() + ", method=" + method + "]";
  }

  /** Collects labels; every value must be finite. */
  public static final class Builder {
    private double energy = Double.NaN;
    private EnergyKind energyKind = EnergyKind.UNKNOWN;
    private double[] forces;
    private double[] stress;
    private String method = "unknown";
    private String software = "unknown";
    private final Map<String, String> metadata = new TreeMap<>();

    private Builder() {}

    public Builder energy(double eV) {
      this.energy = requireFinite("energy", eV)[0];
      return this;
    }

    public Builder energyKind(EnergyKind kind) {
      this.energyKind = kind;
      return this;
    }

    public Builder forces(double[] eVPerAngstrom) {
      this.forces = requireFinite("force", eVPerAngstrom);
      return this;
    }

    /** xx yy zz yz xz xy in eV/Å³, positive in tension. */
    public Builder stress(double[] eVPerCubicAngstrom) {
      if (eVPerCubicAngstrom.length != 6) {
        throw new IllegalArgumentException(
            "a stress has 6 components, got " + eVPerCubicAngstrom.length);
      }
      this.stress = requireFinite("stress", eVPerCubicAngstrom);
      return this;
    }

    public Builder method(String name) {
      this.method = name;
      return this;
    }

    public Builder software(String name) {
      this.software = name;
      return this;
    }

    public Builder metadata(String key, String value) {
      this.metadata.put(key, value);
      return this;
    }

    public Labels build() {
      return new Labels(this);
    }

    private static double[] requireFinite(String what, double... values) {
      for (int i = 0; i < values.length; i++) {
        if (!Double.isFinite(values[i])) {
          throw new IllegalArgumentException(
              what + (what.equals("force") ? " on atom " + i / 3 : "") + " is " + values[i]);
        }
      }
      return values.clone();
    }
  }
}
