package org.quarry.descriptor.scattering.laguerre;

import java.util.ArrayList;
import java.util.List;
import org.quarry.atoms.Configuration;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Evaluator;
import org.quarry.descriptor.FeatureLayout;
import org.quarry.descriptor.scattering.laguerre.LaguerreParameters.Bias;

/**
 * Solid-harmonic wavelet scattering of periodic configurations with Laguerre–Gaussian wavelets
 * (Brumwell et al., arXiv:1812.02320 (2018); Sinz et al., J. Chem. Phys. 153, 084109 (2020)).
 *
 * <p>With the density ρ_c(x) = Σ_k c(Z_k) δ(x − x_k) of a channel c, repeated with the box of
 * volume V, and the {@linkplain LaguerreWavelets wavelets} ψ_lm dilated by 2^j,
 *
 * <pre>
 * S0[q]              = Σ_k c(Z_k)^q
 * U1[j, l](x)        = (Σ_m |ρ_c ∗ ψ_jlm|²)^½              S1[j, l, q]         = ∫_V U1^q d³x
 * U2[j₁, l₁, j₂, l₂] = (Σ_m |U1[j₁, l₁] ∗ ψ_j₂l₂m|²)^½      S2[j₁, l₁, j₂, l₂, q] = ∫_V U2^q d³x
 * </pre>
 *
 * <p>for all degrees l₁, l₂ ≤ l_max and the pairs of scales that {@link ScalePairs} admits. The
 * values do not change with translation, rotation and the order of the atoms, and those of a cell
 * repeated n times are n times those of the cell (but for errors of the quadrature). q in {1, 4/3,
 * 5/3, 2}, five scales, n = 3, l_max = 2, five channels and j₂ ≥ j₁ − 1 make 5 · 4 · (1 + 15 + 171)
 * = 3,740 features; with {@link Bias#CONSTANT} the published 3,741.
 *
 * <p>One row a configuration: the constant 1 where asked for, then for each channel [S0[q]],
 * [S1[j][l][q]], [S2[pair][l₁][l₂][q]], pairs by ascending j₁, then j₂. Units: c^q Å^(3 − (2(n−1) −
 * l + 3) q) at first order, before {@linkplain LaguerreParameters.Normalization normalization}.
 *
 * <p>Convolutions are products on the reciprocal lattice vectors G of the box, ψ̂_j(G) = ψ̂(2^j G),
 * triclinic or not. The density's coefficients are summed directly or by a non-uniform fast Fourier
 * transform. Integrals are sums over a {@linkplain Sampling grid} times the volume of its element.
 *
 * <p><b>Errors of the quadrature</b>, at the spacing that {@link LaguerrePlan} finds, on amorphous
 * Li_xSi cells of 55 to 120 atoms with five scales: {@link Sampling#scaled Scaled} grids against
 * the full one, largest of all features: first order none; second order 3·10⁻⁴ at q = 1, 10⁻⁹ at q
 * = 2 (median of all 2·10⁻⁷); in a cell that is nearly two smaller ones 8·10⁻⁴; with coarsening 4
 * up to 4·10⁻³. The full grid against one 1.5 times finer: first order 7·10⁻⁵ (q = 1), second order
 * 10⁻³, median 10⁻⁶; in the smallest cells 10⁻² where both scales are the largest, which hardly any
 * wave of such a cell reaches.
 *
 * <p><b>Cost.</b> Nearly all of it are the transforms of the second order, so that time grows as V
 * log V with the volume, hardly with the atoms, and with the number of channels that are no
 * multiples of one another on the elements that are there. Memory is that of some ten numbers a
 * point of the full grid, whatever the number of structures.
 *
 * <p><b>Isolated configurations.</b> Along axes without period the configuration is put in a box
 * with {@link LaguerreParameters#vacuum}: the wavelet that an atom and the nearest image of another
 * both send to a point is there at most as large as it is at half the vacuum. With the {@linkplain
 * LaguerreParameters#defaultVacuum default} that is 10⁻⁴ of its peak at the largest scale or less,
 * and images change the features of a lone atom by 10⁻³ at most (second order, q = 1; first order
 * 10⁻⁹).
 *
 * <p>Refused: elements not among the species, atoms that coincide, boxes that would need more than
 * 2²⁶ grid points.
 */
public final class LaguerreScattering implements Descriptor {
  private final LaguerreParameters parameters;
  private final FeatureLayout layout;

  private LaguerreScattering(LaguerreParameters parameters) {
    this.parameters = parameters;
    this.layout = layout(parameters);
  }

  public static LaguerreScattering of(LaguerreParameters parameters) {
    return new LaguerreScattering(parameters);
  }

  @Override
  public LaguerreParameters parameters() {
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
    return new LaguerreEvaluator(parameters, features());
  }

  private static FeatureLayout layout(LaguerreParameters parameters) {
    List<String> names = new ArrayList<>();
    List<Double> scales = parameters.scales();
    int lMax = parameters.wavelets().lMax();
    for (DensityChannel channel : parameters.channels()) {
      names.add(channel.name());
      if (parameters.maxOrder() >= 1) {
        scales.forEach(j -> degrees(lMax, channel.name() + " j=" + text(j), names));
      }
      if (parameters.maxOrder() >= 2) {
        for (double j1 : scales) {
          for (double j2 : scales) {
            if (parameters.pairs().admits(j1, j2)) {
              List<String> first = new ArrayList<>();
              degrees(lMax, channel.name() + " j=" + text(j1), first);
              first.forEach(name -> degrees(lMax, name + " > j=" + text(j2), names));
            }
          }
        }
      }
    }
    List<Integer> lengths = new ArrayList<>();
    names.forEach(name -> lengths.add(parameters.integralPowers().size()));
    if (parameters.bias() == Bias.CONSTANT) {
      names.add(0, "constant");
      lengths.add(0, 1);
    }
    return FeatureLayout.of(names, lengths);
  }

  private static void degrees(int lMax, String prefix, List<String> names) {
    for (int l = 0; l <= lMax; l++) {
      names.add(prefix + " l=" + l);
    }
  }

  private static String text(double scale) {
    return scale == Math.rint(scale) ? Integer.toString((int) scale) : Double.toString(scale);
  }

  /** The refusal of a configuration. */
  static IllegalArgumentException refusal(Configuration configuration, String reason) {
    return new IllegalArgumentException("scattering-laguerre: " + configuration + " " + reason);
  }
}
