package org.quarry.potential;

import java.util.Map;

/**
 * The environment-dependent interatomic potential (Bazant, Kaxiras and Justo, PRB 56, 8542, 1997;
 * Justo et al., PRB 58, 2539, 1998), evaluated exactly, for one element.
 *
 * <pre>
 * E = Σ_i Σ_{j≠i} A [(B/r_ij)^ρ − e^{−β Z_i²}] e^{σ/(r_ij − a)}
 *   + Σ_i Σ_{j&lt;k} e^{γ/(r_ij − a)} e^{γ/(r_ik − a)} λ [1 − e^{−w} + η w]
 * w = Q0 e^{−μ Z_i} (cos θ_jik + τ(Z_i))²,   τ = u1 + u2 (u3 e^{−u4 Z} − e^{−2 u4 Z})
 * Z_i = Σ_j f(r_ij),   f = 1 (r &lt; c), e^{α/(1 − x^{−3})} with x = (r − c)/(a − c), 0 (r ≥ a)
 * </pre>
 */
public final class Edip implements Potential {
  private final Species species;
  private final EdipParameters parameters;
  private final String citation;

  private Edip(Species species, EdipParameters parameters, String citation) {
    this.species = species;
    this.parameters = parameters;
    this.citation = citation;
  }

  /**
   * The potential with given numbers.
   *
   * @throws IllegalArgumentException if the species use more than one label
   */
  public static Edip of(Species species, EdipParameters parameters, String citation) {
    if (species.labels().size() != 1) {
      throw new IllegalArgumentException(
          "edip describes one element at a time, got " + species + ": name one, as @Si");
    }
    return new Edip(species, parameters, citation);
  }

  /** Reads LAMMPS' file format, {@code e1 e2 e3} and 17 numbers an entry. */
  static Edip read(PotentialSpec spec) {
    LammpsEntries entries = LammpsEntries.read(spec.onlyFile(), EdipParameters.COUNT);
    Species species = entries.select(spec.elements());
    String label = species.labels().get(0);
    return of(species, entries.entry(EdipParameters::of, label, label, label), entries.citation());
  }

  public EdipParameters parameters() {
    return parameters;
  }

  @Override
  public String name() {
    return "edip";
  }

  @Override
  public Map<String, Object> toMap() {
    return Map.of("species", species.toMap(), "entry", parameters.toMap());
  }

  @Override
  public Species species() {
    return species;
  }

  @Override
  public double cutoff() {
    return parameters.a();
  }

  @Override
  public String citation() {
    return citation;
  }

  @Override
  public Evaluator evaluator() {
    return new EdipEvaluator(this);
  }
}
