package org.quarry.descriptor.scattering.laguerre;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.NeighborList;

/**
 * The planning rules of the publications: width, scales and grid spacing of the wavelets from the
 * least distance Δ between atoms of a data set and the extent B of its largest box.
 *
 * <pre>
 * β = Δ / (2 √(2 ln(1/ε_o)))          e^(−r²/2β²) has fallen to ε_o halfway between the closest atoms
 * J = ⌈log₂(B / (√2 β))⌉              scales 0 ≤ j &lt; J: at j = J a wavelet may fit no box
 * s = ½ π/Ω,  |ψ̂(Ω)| = ε_a            the band of the wavelets at j = 0 fits twice, since the modulus widens it
 * </pre>
 *
 * <p>|ψ̂| is taken with ω in Å⁻¹ as it stands. At ε_o = 0.1 the wavelets of amorphous LiSi span
 * five scales. The published β = 1.8 Å and s = 0.1 Å do not follow from these rules and leave the
 * large scales empty: they are no defaults here.
 *
 * @param minimumDistance Δ in Å, positive
 * @param boxExtent B in Å, positive: the longest cell vector, or extent of an isolated
 *     configuration
 * @param overlap ε_o, between 0 and 1
 * @param aliasing ε_a, positive and below 1
 */
public record LaguerrePlan(
    double minimumDistance, double boxExtent, double overlap, double aliasing) {
  /** ε_o unless another is asked for. */
  public static final double DEFAULT_OVERLAP = 0.1;

  /** The published ε_a. */
  public static final double DEFAULT_ALIASING = 1e-6;

  private static final double FIRST_CUTOFF = 2.5;
  private static final double LAST_CUTOFF = 100;

  public LaguerrePlan {
    check(
        minimumDistance > 0 && minimumDistance < Double.POSITIVE_INFINITY,
        "the minimum distance must be positive (Å)",
        minimumDistance);
    check(
        boxExtent > 0 && boxExtent < Double.POSITIVE_INFINITY,
        "the box extent must be positive (Å)",
        boxExtent);
    check(overlap > 0 && overlap < 1, "the overlap must be between 0 and 1", overlap);
    check(aliasing > 0 && aliasing < 1, "the aliasing must be between 0 and 1", aliasing);
  }

  /**
   * A plan for a data set with the default tolerances.
   *
   * @throws IllegalArgumentException if no configuration holds a pair of atoms within 100 Å, or two
   *     atoms coincide
   */
  public static LaguerrePlan of(Iterable<Configuration> configurations) {
    double distance = Double.POSITIVE_INFINITY;
    double extent = 0;
    NeighborList near = NeighborList.half(FIRST_CUTOFF);
    for (Configuration configuration : configurations) {
      double here = minimumDistance(configuration, near);
      if (here == 0) {
        throw LaguerreScattering.refusal(configuration, "has two atoms at the same place");
      }
      distance = Math.min(distance, here);
      extent = Math.max(extent, extent(configuration));
    }
    check(distance < Double.POSITIVE_INFINITY, "a plan needs two atoms within 100 Å", "none");
    return new LaguerrePlan(distance, extent, DEFAULT_OVERLAP, DEFAULT_ALIASING);
  }

  public LaguerrePlan withTolerances(double newOverlap, double newAliasing) {
    return new LaguerrePlan(minimumDistance, boxExtent, newOverlap, newAliasing);
  }

  /** β in Å. */
  public double beta() {
    return minimumDistance / (2 * Math.sqrt(2 * StrictMath.log(1 / overlap)));
  }

  /** J, at least 1. */
  public int octaves() {
    double ratio = boxExtent / (Math.sqrt(2) * beta());
    return Math.max(1, (int) Math.ceil(StrictMath.log(ratio) / StrictMath.log(2)));
  }

  /**
   * The scales 0, step, 2 step … below J.
   *
   * @param step positive: 1 or ½
   */
  public List<Double> scales(double step) {
    check(step > 0, "the step between scales must be positive", step);
    List<Double> scales = new ArrayList<>();
    for (int i = 0; i * step < octaves(); i++) {
      scales.add(i * step);
    }
    return scales;
  }

  /** The wavelets with the planned width. */
  public LaguerreWavelets wavelets(int n, int lMax) {
    return new LaguerreWavelets(n, lMax, beta());
  }

  /** The grid spacing s in Å for the planned wavelets, scales from j = 0 on. */
  public double spacing(int n, int lMax) {
    return 0.5 * Math.PI / wavelets(n, lMax).band(aliasing);
  }

  /** The least distance between atoms, images included, or infinity. */
  private static double minimumDistance(Configuration configuration, NeighborList near) {
    near.build(configuration);
    NeighborList list = near;
    for (double cutoff = FIRST_CUTOFF;
        list.pairs() == 0 && cutoff < LAST_CUTOFF;
        cutoff = Math.min(2 * cutoff, LAST_CUTOFF)) {
      list = NeighborList.half(Math.min(2 * cutoff, LAST_CUTOFF));
      list.build(configuration);
    }
    double least = Double.POSITIVE_INFINITY;
    double[] vectors = list.vectors();
    for (int p = 0; p < list.pairs(); p++) {
      double x = vectors[3 * p];
      double y = vectors[3 * p + 1];
      double z = vectors[3 * p + 2];
      least = Math.min(least, x * x + y * y + z * z);
    }
    return Math.sqrt(least);
  }

  /** The longest period, or extent along x, y, z where nothing repeats. */
  private static double extent(Configuration configuration) {
    double extent = 0;
    Cell cell = configuration.cell();
    for (int axis = 0; axis < 3; axis++) {
      if (configuration.pbc().along(axis)) {
        extent = Math.max(extent, cell.length(axis));
      }
    }
    if (configuration.pbc().dimensions() < 3) {
      for (int axis = 0; axis < 3; axis++) {
        double[] x = new double[configuration.size()];
        for (int atom = 0; atom < x.length; atom++) {
          x[atom] = configuration.position(atom, axis);
        }
        extent =
            Math.max(
                extent,
                Arrays.stream(x).max().orElseThrow() - Arrays.stream(x).min().orElseThrow());
      }
    }
    return extent;
  }

  private static void check(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException("scattering-laguerre: " + rule + ", got " + value);
    }
  }
}
