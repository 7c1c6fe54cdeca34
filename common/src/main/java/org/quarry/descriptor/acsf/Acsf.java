package org.quarry.descriptor.acsf;

import java.util.ArrayList;
import java.util.List;
import org.quarry.atoms.Element;
import org.quarry.descriptor.FeatureLayout;
import org.quarry.descriptor.LocalDescriptor;
import org.quarry.descriptor.SpeciesIndex;
import org.quarry.descriptor.acsf.AcsfParameters.Average;

/**
 * Atom-centred symmetry functions (Behler, J. Chem. Phys. 134, 074106 (2011)), with the definitions
 * and the feature order of DScribe 2.1. For a centre i, over its neighbours j and k:
 *
 * <pre>
 * f(r) = ½ (cos(π r/r_cut) + 1)   up to r_cut, 0 beyond
 * G¹   = Σ_j f(r_ij)
 * G²   = Σ_j exp(−η (r_ij − R_s)²) f(r_ij)
 * G³   = Σ_j cos(κ r_ij) f(r_ij)
 * G⁴   = 2^(1−ζ) Σ_{j&lt;k} (1 + λ cos θ_jik)^ζ exp(−η (r_ij² + r_ik² + r_jk²)) f(r_ij) f(r_ik) f(r_jk)
 * G⁵   = 2^(1−ζ) Σ_{j&lt;k} (1 + λ cos θ_jik)^ζ exp(−η (r_ij² + r_ik²)) f(r_ij) f(r_ik)
 * </pre>
 *
 * <p>The sums hold every periodic image, the centre's own among them, but not the centre. A row has
 * a block for each species of j, by atomic number, with G¹, the G² and the G³; then a block for
 * each pair of species of j and k, in the order 1-1, 1-2, 2-2, 1-3, 2-3, 3-3 …, with the G⁴ and the
 * G⁵: S(1 + n₂ + n₃) + S(S + 1)/2·(n₄ + n₅) numbers for S species. Species that are absent leave
 * zeros. All features are dimensionless. What element the centre has is not in the row.
 *
 * <p>Distances enter through tables of the factors, which are right to 10⁻¹² of the value and,
 * where it vanishes, to 10⁻¹⁷. The whole part of ζ is a power by repeated squaring, what is left of
 * it an exponential of a logarithm: the bits are the same on every machine.
 *
 * <p>A centre may be any point; an atom within 10⁻⁶ Å of the point is taken for the centre itself.
 * Refused: an element that is not among the species; a centre that is an atom and has another one
 * within 10⁻⁶ Å; functions too narrow for r_cut to be tabulated.
 */
public final class Acsf implements LocalDescriptor {
  private final AcsfParameters parameters;
  private final FeatureLayout layout;
  private final SpeciesIndex species;
  private final AcsfTables tables;

  private Acsf(AcsfParameters parameters) {
    this.parameters = parameters;
    this.layout = layout(parameters);
    this.species = new SpeciesIndex(parameters.name(), parameters.species());
    this.tables = new AcsfTables(parameters);
  }

  /**
   * The descriptor; tabulates its factors.
   *
   * @throws IllegalArgumentException if a function is too narrow for its table
   */
  public static Acsf of(AcsfParameters parameters) {
    return new Acsf(parameters);
  }

  @Override
  public AcsfParameters parameters() {
    return parameters;
  }

  @Override
  public FeatureLayout layout() {
    return layout;
  }

  @Override
  public Rows rows() {
    return parameters.average() == Average.OFF ? Rows.CENTER : Rows.CONFIGURATION;
  }

  @Override
  public LocalEvaluator evaluator() {
    return new AcsfEvaluator(this);
  }

  SpeciesIndex species() {
    return species;
  }

  AcsfTables tables() {
    return tables;
  }

  /** First feature of a species. */
  int radial(int a) {
    return a * parameters.radialFeatures();
  }

  /** First feature of a pair of species a ≤ b. */
  int angular(int a, int b) {
    return radial(species.size()) + (b * (b + 1) / 2 + a) * parameters.angularFeatures();
  }

  private static FeatureLayout layout(AcsfParameters parameters) {
    List<String> names = new ArrayList<>();
    List<Integer> lengths = new ArrayList<>();
    List<Element> elements = parameters.species();
    for (Element element : elements) {
      names.add(element.symbol());
      lengths.add(parameters.radialFeatures());
    }
    if (parameters.angularFeatures() > 0) {
      for (int b = 0; b < elements.size(); b++) {
        for (int a = 0; a <= b; a++) {
          names.add(elements.get(a) + "-" + elements.get(b));
          lengths.add(parameters.angularFeatures());
        }
      }
    }
    return FeatureLayout.of(names, lengths);
  }
}
