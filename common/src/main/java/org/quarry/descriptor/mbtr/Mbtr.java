package org.quarry.descriptor.mbtr;

import org.quarry.atoms.Configuration;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Evaluator;
import org.quarry.descriptor.FeatureLayout;
import org.quarry.descriptor.SpeciesIndex;

/**
 * One term of the many-body tensor representation (Huo and Rupp, arXiv:1704.06439 (2017); Mach.
 * Learn.: Sci. Technol. 3, 045017 (2022)), with the definitions and the feature order of DScribe
 * 2.1: the distribution of a geometry g over all groups of k atoms, for each combination of
 * species.
 *
 * <pre>
 * k = 1   Σ_i           D_b(Z_i)
 * k = 2   Σ_{i&lt;j}     w(r_ij) D_b(g(r_ij)),                       g = r or 1/r
 * k = 3   Σ_j Σ_{i&lt;k} w(r_ij, r_jk, r_ki) D_b(g(θ_ijk)),          g = θ in degrees or cos θ
 * D_b(g)  = (Φ((e_b + Δ − g)/σ) − Φ((e_b − g)/σ))/Δ,  Δ = (max − min)/(n − 1),  e_b = min − Δ/2 + b Δ
 * </pre>
 *
 * <p>with Φ the normal distribution: a Gaussian of width σ, as its mean over the bin of each of the
 * n points. Weights are {@link Weighting}. In a periodic configuration every pair and every angle
 * counts once a cell, so that a cell twice as large has twice the row.
 *
 * <p>One row a configuration, n numbers for each species, pair of species or triple of species, in
 * the order of {@link #layout}: S, S(S + 1)/2 or S²(S + 1)/2 blocks for S species. Species that are
 * absent leave zeros. The unit is that of w/g.
 *
 * <p>Refused: an element that is not among the species; atoms within 10⁻⁶ Å of one another where k
 * is 2 or 3; a periodic configuration whose images all count the same (weighting unity, k of 2 or
 * 3); normalization valle_oganov of one that is not periodic along all axes.
 */
public final class Mbtr implements Descriptor {
  /** Atoms nearer than this, in Å, cannot be told apart. */
  static final double COINCIDENCE = 1e-6;

  private final MbtrParameters parameters;
  private final MbtrLayout layout;
  private final SpeciesIndex species;
  private final Broadening broadening;

  private Mbtr(MbtrParameters parameters) {
    this.parameters = parameters;
    this.layout = new MbtrLayout(parameters);
    this.species = new SpeciesIndex(parameters.name(), parameters.species());
    this.broadening = new Broadening(parameters.grid(), parameters.gaussians());
  }

  /** The descriptor; tabulates the Gaussian. */
  public static Mbtr of(MbtrParameters parameters) {
    return new Mbtr(parameters);
  }

  @Override
  public MbtrParameters parameters() {
    return parameters;
  }

  @Override
  public FeatureLayout layout() {
    return layout.features();
  }

  @Override
  public Rows rows() {
    return Rows.CONFIGURATION;
  }

  @Override
  public Evaluator evaluator() {
    return new MbtrEvaluator(this);
  }

  MbtrLayout places() {
    return layout;
  }

  SpeciesIndex species() {
    return species;
  }

  Broadening broadening() {
    return broadening;
  }

  /** The refusal of a configuration. */
  static IllegalArgumentException refusal(Configuration configuration, String reason) {
    return new IllegalArgumentException("mbtr: " + configuration + " " + reason);
  }
}
