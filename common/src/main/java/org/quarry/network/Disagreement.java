package org.quarry.network;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.quarry.atoms.Labels;

/**
 * How far the M members of a committee are apart: standard deviations with the divisor M, as the
 * model deviation of Zhang et al., Phys. Rev. Materials 3, 023804 (2019).
 */
public final class Disagreement {
  private final double energy;
  private final double[] forces; // null without forces

  private Disagreement(double energy, double[] forces) {
    this.energy = energy;
    this.forces = forces;
  }

  /** The disagreement of what some members say of one configuration, and the mean of it. */
  static Disagreement of(List<Labels> members, Labels mean) {
    double squares = 0;
    for (Labels member : members) {
      double d = member.energy().orElseThrow() - mean.energy().orElseThrow();
      squares += d * d;
    }
    double energy = Math.sqrt(squares / members.size());
    if (mean.forces().isEmpty()) {
      return new Disagreement(energy, null);
    }
    double[] center = mean.forces().get();
    double[] atoms = new double[center.length / 3];
    for (Labels member : members) {
      double[] forces = member.forces().orElseThrow();
      for (int k = 0; k < center.length; k++) {
        double d = forces[k] - center[k];
        atoms[k / 3] += d * d;
      }
    }
    for (int i = 0; i < atoms.length; i++) {
      atoms[i] = Math.sqrt(atoms[i] / members.size());
    }
    return new Disagreement(energy, atoms);
  }

  /** √⟨(E − ⟨E⟩)²⟩ in eV of the whole configuration. */
  public double energy() {
    return energy;
  }

  /** √⟨|F_i − ⟨F_i⟩|²⟩ of each atom in eV/Å, if the members give forces. */
  public Optional<double[]> forces() {
    return Optional.ofNullable(forces).map(double[]::clone);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Disagreement that
        && energy == that.energy
        && Arrays.equals(forces, that.forces);
  }

  @Override
  public int hashCode() {
    return 31 * Double.hashCode(energy) + Arrays.hashCode(forces);
  }
}
