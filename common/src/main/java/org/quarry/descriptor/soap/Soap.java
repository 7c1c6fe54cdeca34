package org.quarry.descriptor.soap;

import java.util.Arrays;
import org.quarry.atoms.Configuration;
import org.quarry.descriptor.FeatureLayout;
import org.quarry.descriptor.LocalDescriptor;
import org.quarry.descriptor.SpeciesIndex;
import org.quarry.descriptor.soap.SoapParameters.Average;
import org.quarry.math.RadialTable;
import org.quarry.math.SolidHarmonics;

/**
 * Smooth overlap of atomic positions (Bartók, Kondor and Csányi, Phys. Rev. B 87, 184115 (2013)),
 * with the definitions and the feature order of DScribe 2.1.
 *
 * <pre>
 * ρ_Z(r)       = Σ_i w(r_i) s_Z exp(−|r − r_i|²/2σ²)     over the atoms of species Z within reach
 * c^Z_nlm      = ∫ g_nl(r) Y_lm(r̂) ρ_Z(r) d³r
 * p^ZZ'_nn'l   = π √(8/(2l+1)) Σ_m c^Z_nlm c^Z'_n'lm
 * </pre>
 *
 * <p>The sum holds the atom on the centre, its images and every periodic image, up to {@link
 * SoapParameters#reach()} inclusive, without a smooth cutoff. Rows are neither normalised nor does
 * a mixed pair carry √2. A row has N(N+1)/2·(l_max+1) numbers without compression, N = species ·
 * n_max; species that are absent leave zeros. Values have the unit Å³.
 *
 * <p>Refused: an element that is not among the species; atoms that coincide.
 */
public final class Soap implements LocalDescriptor {
  private final SoapParameters parameters;
  private final SoapLayout layout;
  private final RadialTable radial;
  private final SolidHarmonics harmonics;
  private final SpeciesIndex species;
  private final double[] speciesWeights;

  private Soap(SoapParameters parameters) {
    this.parameters = parameters;
    this.layout = new SoapLayout(parameters);
    this.radial = RadialTables.of(parameters);
    this.harmonics = new SolidHarmonics(parameters.lMax());
    this.speciesWeights = new double[parameters.species().size()];
    this.species = new SpeciesIndex(parameters.name(), parameters.species());
    Arrays.setAll(
        speciesWeights, s -> parameters.compression().weight(parameters.species().get(s)));
  }

  /** The descriptor; tabulates its radial functions unless that was done before. */
  public static Soap of(SoapParameters parameters) {
    return new Soap(parameters);
  }

  @Override
  public SoapParameters parameters() {
    return parameters;
  }

  @Override
  public FeatureLayout layout() {
    return layout.features();
  }

  @Override
  public Rows rows() {
    return parameters.average() == Average.OFF ? Rows.CENTER : Rows.CONFIGURATION;
  }

  @Override
  public LocalEvaluator evaluator() {
    return new SoapEvaluator(this);
  }

  SoapLayout positions() {
    return layout;
  }

  RadialTable radial() {
    return radial;
  }

  SolidHarmonics harmonics() {
    return harmonics;
  }

  SpeciesIndex species() {
    return species;
  }

  double speciesWeight(int species) {
    return speciesWeights[species];
  }

  /** Whether every atom counts once. */
  boolean isUnweighted() {
    return parameters.weighting().isNone() && Arrays.stream(speciesWeights).allMatch(w -> w == 1);
  }

  /** The refusal of a configuration. */
  static IllegalArgumentException refusal(Configuration configuration, String reason) {
    return new IllegalArgumentException("soap: " + configuration + " " + reason);
  }
}
