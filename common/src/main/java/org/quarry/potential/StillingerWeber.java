package org.quarry.potential;

import java.util.List;
import java.util.Map;

/**
 * The potential of Stillinger and Weber (PRB 31, 5262, 1985), for any number of elements.
 *
 * <pre>
 * E = Σ_{i&lt;j} φ2(r_ij) + Σ_i Σ_{j&lt;k} φ3
 * φ2 = A ε [B (σ/r)^p − (σ/r)^q] e^{σ/(r − aσ)}
 * φ3 = λ ε (cos θ_jik − cos θ0)² e^{γσ/(r_ij − aσ)} e^{γσ/(r_ik − aσ)}
 * </pre>
 *
 * Each exponential is zero from r = aσ on. Where the entries (i, j, j) and (j, i, i) differ, φ2 is
 * their mean.
 *
 * <p>λε and cos θ0 of a triplet come from the entries (i, j, k) and (i, k, j), which must agree to
 * the digits that files carry; φ3 takes their mean. LAMMPS' manual asks for the same, but LAMMPS
 * takes whichever of the two its neighbor list meets first: with entries that differ its energies
 * depend on the order of atoms, so such a file is refused here.
 */
public final class StillingerWeber implements Potential {
  private static final double ROUNDING = 1e-5;

  private final Species species;
  private final List<StillingerWeberEntry> entries;
  private final String citation;

  private StillingerWeber(Species species, List<StillingerWeberEntry> entries, String citation) {
    this.species = species;
    this.entries = List.copyOf(entries);
    this.citation = citation;
  }

  /**
   * The potential with given entries, one for each triplet of the n labels: index (i·n + j)·n + k.
   *
   * @throws IllegalArgumentException if there are not n³, if (i, j, k) and (i, k, j) differ in λε
   *     or cos θ0 by more than 10⁻⁵ of it, or no pair has a range
   */
  public static StillingerWeber of(
      Species species, List<StillingerWeberEntry> entries, String citation) {
    Triplets.check(species, entries);
    List<String> labels = species.labels();
    int n = labels.size();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < j; k++) {
          StillingerWeberEntry one = entries.get((i * n + j) * n + k);
          StillingerWeberEntry other = entries.get((i * n + k) * n + j);
          if (differ(one.lambda() * one.epsilon(), other.lambda() * other.epsilon())
              || differ(one.cosTheta0(), other.cosTheta0())) {
            throw new IllegalArgumentException(
                String.format(
                    "the sw entries %1$s %2$s %3$s and %1$s %3$s %2$s differ in lambda*epsilon or"
                        + " costheta0: the energy would depend on the order of atoms",
                    labels.get(i), labels.get(j), labels.get(k)));
          }
        }
      }
    }
    StillingerWeber potential = new StillingerWeber(species, entries, citation);
    if (!(potential.cutoff() > 0)) {
      throw new IllegalArgumentException("no sw entry has a positive a and sigma");
    }
    return potential;
  }

  private static boolean differ(double a, double b) {
    return Math.abs(a - b) > ROUNDING * Math.max(Math.abs(a), Math.abs(b));
  }

  /** Reads LAMMPS' file format, {@code e1 e2 e3} and 11 numbers an entry. */
  static StillingerWeber read(PotentialSpec spec) {
    LammpsEntries file = LammpsEntries.read(spec.onlyFile(), StillingerWeberEntry.COUNT);
    Species species = file.select(spec.elements());
    return of(species, file.triplets(species.labels(), StillingerWeberEntry::of), file.citation());
  }

  /** One for each triplet of labels: index (i·n + j)·n + k. */
  public List<StillingerWeberEntry> entries() {
    return entries;
  }

  @Override
  public String name() {
    return "sw";
  }

  @Override
  public Map<String, Object> toMap() {
    return Map.of(
        "species",
        species.toMap(),
        "entries",
        Triplets.toMap(species, entries, StillingerWeberEntry::toMap));
  }

  @Override
  public Species species() {
    return species;
  }

  @Override
  public double cutoff() {
    return Triplets.pairs(species, entries).stream()
        .mapToDouble(StillingerWeberEntry::cutoff)
        .max()
        .orElse(0);
  }

  @Override
  public String citation() {
    return citation;
  }

  @Override
  public Evaluator evaluator() {
    return new StillingerWeberEvaluator(this);
  }
}
