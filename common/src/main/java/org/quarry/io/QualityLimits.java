package org.quarry.io;

/**
 * Beyond these a frame is rejected in stage {@code quality}.
 *
 * <p>The defaults leave every frame of the mlearn, rMD17, QM7, Li-Al, Si-defect, Nb-Ta-W, Ta and
 * InP sets alone; of the 22 880 frames of the W-Be set of FitSNAP they reject 68, whose forces sum
 * to between 0.1 and 0.8 eV/Å.
 *
 * @param distance the closest two atoms may be, periodic images included, in Å
 * @param netForce the largest |ΣF| in eV/Å: the forces of an isolated or periodic system sum to
 *     zero, and codes leave 10⁻⁵ to 10⁻² of noise; more means missing atoms, frozen atoms or a
 *     field. {@code Double.POSITIVE_INFINITY} lets all through
 * @param freeEnergy the largest |energy − free_energy| in eV per atom: smearing explains less
 */
public record QualityLimits(double distance, double netForce, double freeEnergy) {
  public static final QualityLimits DEFAULT = new QualityLimits(0.1, 0.1, 0.1);

  public QualityLimits {
    if (!(distance > 0 && distance <= 1)) {
      throw new IllegalArgumentException(
          "the smallest distance must be in (0, 1] Å, got " + distance);
    }
    if (!(netForce > 0) || !(freeEnergy > 0)) {
      throw new IllegalArgumentException(
          "limits must be positive, got net force " + netForce + ", free energy " + freeEnergy);
    }
  }
}
