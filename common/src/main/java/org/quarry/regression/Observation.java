package org.quarry.regression;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.quarry.atoms.Configuration;

/**
 * What can be known of a configuration without a reference energy: what potentials are chosen by.
 */
public final class Observation {
  private final Composition composition;
  private final double density;
  private final double[] descriptor;
  private final SortedMap<String, Double> eipEnergies;

  private Observation(
      Composition composition,
      double density,
      double[] descriptor,
      SortedMap<String, Double> eipEnergies) {
    this.composition = composition;
    this.density = density;
    this.descriptor = descriptor;
    this.eipEnergies = eipEnergies;
  }

  /**
   * An observation.
   *
   * @param density atoms per Å³; 0 where there is no volume
   * @param descriptor the pooled vector, or several of them one after another
   * @param eipEnergies energies of the configuration in eV, as the potentials gave them; one
   *     without an answer is absent
   * @throws IllegalArgumentException if a number is not finite
   */
  public static Observation of(
      Composition composition,
      double density,
      double[] descriptor,
      SortedMap<String, Double> eipEnergies) {
    if (!(density >= 0 && Double.isFinite(density))) {
      throw new IllegalArgumentException("a density is a number of at least 0, got " + density);
    }
    for (int i = 0; i < descriptor.length; i++) {
      if (!Double.isFinite(descriptor[i])) {
        throw new IllegalArgumentException("descriptor value " + i + " is " + descriptor[i]);
      }
    }
    return new Observation(
        composition,
        density,
        descriptor.clone(),
        Collections.unmodifiableSortedMap(new TreeMap<>(eipEnergies)));
  }

  /** Atoms per Å³ of a configuration that is periodic along all axes; else 0. */
  public static double density(Configuration configuration) {
    var pbc = configuration.pbc();
    if (!(pbc.along(0) && pbc.along(1) && pbc.along(2))) {
      return 0;
    }
    return configuration.size() / configuration.cell().volume();
  }

  /** Its atoms. */
  public Composition composition() {
    return composition;
  }

  /** Atoms per Å³; 0 where there is no volume. */
  public double density() {
    return density;
  }

  /** Length of the pooled vectors together. */
  public int descriptorWidth() {
    return descriptor.length;
  }

  double[] descriptor() {
    return descriptor;
  }

  /** Energies in eV as the potentials gave them. */
  public SortedMap<String, Double> eipEnergies() {
    return eipEnergies;
  }
}
