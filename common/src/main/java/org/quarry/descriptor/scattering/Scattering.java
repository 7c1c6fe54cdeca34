package org.quarry.descriptor.scattering;

import java.util.ArrayList;
import java.util.List;
import org.quarry.atoms.Configuration;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Evaluator;
import org.quarry.descriptor.FeatureLayout;
import org.quarry.math.fft.RealBoxFft;
import org.quarry.parameters.Settings;

/**
 * Solid harmonic wavelet scattering of a molecule (Eickenberg, Exarchakis, Hirn, Mallat, NIPS 2017;
 * J. Chem. Phys. 148, 241732 (2018)), as defined by kymatio (Andreux et al., J. Mach. Learn. Res.
 * 21, 60 (2020)):
 *
 * <pre>
 * x(u)          = Σ_k c_k e^(−|u − R_k|²/2σ_d²) / ((2π)^(3/2) σ_d³)
 * U¹_ℓj(u)      = (Σ_m |x ∗ ψ_ℓmj|²(u))^½
 * U²_ℓj1j2(u)   = (Σ_m |U¹_ℓj1 ∗ ψ_ℓmj2|²(u))^½,   j1 &lt; j2
 * S⁰[q] = Σ_u x(u)^q,   S¹[j, ℓ, q] = Σ_u U¹_ℓj(u)^q,   S²[j1 j2, ℓ, q] = Σ_u U²_ℓj1j2(u)^q
 * </pre>
 *
 * <p>on a grid of M × N × O points of spacing 1, with 0 ≤ ℓ ≤ L, 0 ≤ j ≤ J and the wavelets ψ̂ of
 * {@link SolidHarmonicBank} at σ_j = σ_0 2^j. The convolutions are circular, the density is not
 * periodic. Positions are taken from their plain mean and multiplied by voxels_per_angstrom; the
 * charges c_k are those of a {@link Channel}. The sums are plain, without a volume element.
 *
 * <p>One row a configuration: channels in their order, of each S⁰[q], then S¹[j][ℓ][q], then
 * S²[pair][ℓ][q] with the pairs (0,1), (0,2), …, (1,2), …. Everything is in double precision; a row
 * is invariant under translation, and under rotation and reflection as far as the grid is fine
 * enough. Periodic images are not seen.
 *
 * <p>The values have kymatio's definition to rounding, also at the frequency −π, where it takes odd
 * wavelets as they stand; with a {@link Subsampling} they have an error instead, and coarse scales
 * cost less.
 *
 * <p>Refused: atoms outside the grid (their Gaussian would be lost; one that the edge merely cuts
 * is taken as kymatio takes it), atoms that coincide, and elements beyond argon in the channels
 * valence and core.
 */
public final class Scattering implements Descriptor {
  private final ScatteringParameters parameters;
  private final FeatureLayout layout;
  private final SolidHarmonicBank bank;
  private final RealBoxFft grid;
  private final List<RealBoxFft> grids;

  private Scattering(ScatteringParameters p) {
    int[] shape = p.shape();
    this.parameters = p;
    this.layout = layout(p);
    this.bank =
        new SolidHarmonicBank(
            shape, p.scales() + 1, p.lMax(), p.sigma0(), p.subsampling().neglect());
    this.grid = RealBoxFft.of(shape[0], shape[1], shape[2]);
    this.grids = new ArrayList<>();
    for (int j = 0; j <= p.scales(); j++) {
      int[] points = new int[3];
      for (int axis = 0; axis < 3; axis++) {
        points[axis] =
            p.subsampling()
                .points(
                    shape[axis],
                    bank.leastPoints(j, axis),
                    Math.scalb(p.sigma0(), j),
                    p.maxOrder() > 1 && j < p.scales()
                        ? Subsampling.Use.FILTERED
                        : Subsampling.Use.SUMMED);
      }
      RealBoxFft coarse = grid;
      for (RealBoxFft known : grids) {
        coarse = isOf(known, points) ? known : coarse;
      }
      grids.add(isOf(coarse, points) ? coarse : RealBoxFft.of(points[0], points[1], points[2]));
    }
  }

  /** The descriptor with some parameters. */
  public static Scattering of(ScatteringParameters parameters) {
    return new Scattering(parameters);
  }

  @Override
  public ScatteringParameters parameters() {
    return parameters;
  }

  @Override
  public FeatureLayout layout() {
    return layout;
  }

  @Override
  public Rows rows() {
    return Rows.CONFIGURATION;
  }

  @Override
  public Evaluator evaluator() {
    return new ScatteringEvaluator(this);
  }

  SolidHarmonicBank bank() {
    return bank;
  }

  /** The grid of the density. */
  RealBoxFft grid() {
    return grid;
  }

  /** The grid of the moduli of a scale; equal grids are the same object. */
  RealBoxFft grid(int scale) {
    return grids.get(scale);
  }

  private static boolean isOf(RealBoxFft grid, int[] points) {
    return grid.length(0) == points[0]
        && grid.length(1) == points[1]
        && grid.length(2) == points[2];
  }

  private static FeatureLayout layout(ScatteringParameters p) {
    List<String> names = new ArrayList<>();
    List<Integer> lengths = new ArrayList<>();
    for (Channel channel : p.channels()) {
      String name = Settings.textOf(channel);
      names.add(name + " S0");
      for (int j = 0; j <= p.scales(); j++) {
        for (int l = 0; l <= p.lMax(); l++) {
          names.add(name + " S1 j=" + j + " l=" + l);
        }
      }
      for (int j1 = 0; p.maxOrder() > 1 && j1 < p.scales(); j1++) {
        for (int j2 = j1 + 1; j2 <= p.scales(); j2++) {
          for (int l = 0; l <= p.lMax(); l++) {
            names.add(name + " S2 j=" + j1 + "," + j2 + " l=" + l);
          }
        }
      }
    }
    names.forEach(name -> lengths.add(p.integralPowers().size()));
    return FeatureLayout.of(names, lengths);
  }

  /** The refusal of a configuration. */
  static IllegalArgumentException refusal(Configuration configuration, String reason) {
    return new IllegalArgumentException("scattering: " + configuration + " " + reason);
  }
}
