package org.quarry.shard;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Periodicity;

/**
 * A shard in memory, as flat arrays. Atoms of row r are those from {@link #firstAtom}(r) to {@code
 * firstAtom(r + 1)}, exclusive; the vector of atom a starts at a × {@link #width()}.
 */
public final class Shard {
  private final int width;
  private final String[] ids;
  private final String[] potentials;
  private final int[] firstAtom;
  private final int[] atomicNumbers;
  private final float[] features;
  private final double[] wideFeatures;
  private final double[] positions;
  private final double[] cells;
  private final int[] pbc;
  private final double[] energies; // NaN where masked
  private final double[] eipEnergies; // NaN where masked
  private final double[] weights;
  private final double[] forces;
  private final boolean[] hasForces;
  private final double[] stresses; // NaN where there is none
  private final int potentialCount;
  private final double[] allEipEnergies;
  private final int[] eipMask;

  Shard(ShardBuffers b) {
    this.width = b.width;
    this.ids = b.ids;
    this.potentials = b.potentials;
    this.firstAtom = b.firstAtom;
    this.atomicNumbers = b.atomicNumbers;
    this.features = b.features;
    this.wideFeatures = b.wideFeatures;
    this.positions = b.positions;
    this.cells = b.cells;
    this.pbc = b.pbc;
    this.energies = b.energies;
    this.eipEnergies = b.eipEnergies;
    this.weights = b.weights;
    this.forces = b.forces;
    this.hasForces = b.hasForces;
    this.stresses = b.stresses;
    this.potentialCount = b.potentialCount;
    this.allEipEnergies = b.allEipEnergies;
    this.eipMask = b.eipMask;
  }

  /** Number of configurations. */
  public int rows() {
    return ids.length;
  }

  /** Number of atoms of all of them. */
  public int atoms() {
    return firstAtom[ids.length];
  }

  /** Features an atom, 0 in a set without descriptor vectors. */
  public int width() {
    return width;
  }

  /** The first atom of a row; for {@code row = rows()} the number of atoms. */
  public int firstAtom(int row) {
    return firstAtom[row];
  }

  /** Number of atoms of a row. */
  public int size(int row) {
    return firstAtom[row + 1] - firstAtom[row];
  }

  public String id(int row) {
    return ids[row];
  }

  /** Atomic number of an atom, counted over the whole shard. */
  public int atomicNumber(int atom) {
    return atomicNumbers[atom];
  }

  /** Copies the vectors of {@code count} atoms from {@code atom} on into {@code target}. */
  public void features(int atom, int count, float[] target, int offset) {
    if (features != null) {
      System.arraycopy(features, atom * width, target, offset, count * width);
    } else {
      for (int i = 0; i < count * width; i++) {
        target[offset + i] = (float) wideFeatures[atom * width + i];
      }
    }
  }

  /** One feature of an atom. */
  public double feature(int atom, int index) {
    return features != null ? features[atom * width + index] : wideFeatures[atom * width + index];
  }

  public SampleKind kind(int row) {
    return Double.isNaN(energies[row]) ? SampleKind.EIP : SampleKind.DFT;
  }

  /** First-principles energy of a row in eV, if it has one. */
  public OptionalDouble energy(int row) {
    double e = energies[row];
    return Double.isNaN(e) ? OptionalDouble.empty() : OptionalDouble.of(e);
  }

  /** Aligned empirical energy of a row in eV, if it has one. */
  public OptionalDouble eipEnergy(int row) {
    double e = eipEnergies[row];
    return Double.isNaN(e) ? OptionalDouble.empty() : OptionalDouble.of(e);
  }

  /**
   * Aligned energy of a row in eV by one of the potentials that the set names ({@link
   * ShardSetup#potentials}), if it gave one: a target for pre-training on all of them.
   *
   * @param potential its number in that list
   */
  public OptionalDouble eipEnergy(int row, int potential) {
    Objects.checkIndex(potential, potentialCount);
    int at = row * potentialCount + potential;
    return eipMask[at] == 0 ? OptionalDouble.empty() : OptionalDouble.of(allEipEnergies[at]);
  }

  /**
   * Copies the aligned energies of a row in eV by all potentials that the set names into {@code
   * target} from {@code offset} on; NaN where there is none.
   */
  public void copyEipEnergies(int row, double[] target, int offset) {
    for (int k = 0; k < potentialCount; k++) {
      int at = row * potentialCount + k;
      target[offset + k] = eipMask[at] == 0 ? Double.NaN : allEipEnergies[at];
    }
  }

  /** Whether a row has an energy that it can be trained on by itself. */
  public boolean hasTarget(int row) {
    return !Double.isNaN(energies[row]) || !Double.isNaN(eipEnergies[row]);
  }

  /**
   * The energy a row is trained on, in eV: the first-principles one where there is one, else that
   * of the potential chosen.
   *
   * @throws IllegalStateException if it has neither, see {@link #hasTarget}
   */
  public double target(int row) {
    if (!hasTarget(row)) {
      throw new IllegalStateException("configuration " + ids[row] + " has no energy of its own");
    }
    return Double.isNaN(energies[row]) ? eipEnergies[row] : energies[row];
  }

  /** The empirical potential chosen for a row. */
  public Optional<String> potential(int row) {
    return Optional.ofNullable(potentials[row]);
  }

  /** The weight of a row in the loss. */
  public double weight(int row) {
    return weights[row];
  }

  /** Forces of a row in eV/Å, 3n numbers, if it has them. */
  public Optional<double[]> forces(int row) {
    if (!hasForces[row]) {
      return Optional.empty();
    }
    return Optional.of(Arrays.copyOfRange(forces, 3 * firstAtom[row], 3 * firstAtom[row + 1]));
  }

  /** Whether a row has forces. */
  public boolean hasForces(int row) {
    return hasForces[row];
  }

  /** Whether a row has a stress. */
  public boolean hasStress(int row) {
    return !Double.isNaN(stresses[6 * row]);
  }

  /** Stress of a row in eV/Å³, xx yy zz yz xz xy, positive in tension, if it has one. */
  public Optional<double[]> stress(int row) {
    return hasStress(row)
        ? Optional.of(Arrays.copyOfRange(stresses, 6 * row, 6 * row + 6))
        : Optional.empty();
  }

  /**
   * Copies the forces of a row, times a factor, into {@code target} from {@code offset} on; leaves
   * it alone where there are none.
   */
  public void copyForces(int row, double factor, double[] target, int offset) {
    if (hasForces[row]) {
      scale(forces, 3 * firstAtom[row], 3 * size(row), factor, target, offset);
    }
  }

  /** Does the same with the six components of the stress. */
  public void copyStress(int row, double factor, double[] target, int offset) {
    if (hasStress(row)) {
      scale(stresses, 6 * row, 6, factor, target, offset);
    }
  }

  private static void scale(
      double[] source, int from, int count, double factor, double[] target, int offset) {
    for (int i = 0; i < count; i++) {
      target[offset + i] = factor * source[from + i];
    }
  }

  /** Copies the atomic numbers of a row into {@code target} from {@code offset} on. */
  public void copyAtomicNumbers(int row, int[] target, int offset) {
    System.arraycopy(atomicNumbers, firstAtom[row], target, offset, size(row));
  }

  /** The configuration of a row, as it was written. */
  public Configuration configuration(int row) {
    return Configuration.of(
        Arrays.copyOfRange(atomicNumbers, firstAtom[row], firstAtom[row + 1]),
        Arrays.copyOfRange(positions, 3 * firstAtom[row], 3 * firstAtom[row + 1]),
        Cell.of(Arrays.copyOfRange(cells, 9 * row, 9 * row + 9)),
        new Periodicity(pbc[3 * row] != 0, pbc[3 * row + 1] != 0, pbc[3 * row + 2] != 0));
  }
}
