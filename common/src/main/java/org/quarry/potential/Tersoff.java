package org.quarry.potential;

import java.util.List;
import java.util.Map;

/**
 * The bond-order potential of Tersoff (PRB 37, 6991, 1988; several elements: PRB 39, 5566, 1989).
 *
 * <pre>
 * E = ½ Σ_i Σ_{j≠i} fC(r_ij) [A e^{−λ1 r_ij} − b_ij B e^{−λ2 r_ij}]
 * b_ij = (1 + (β ζ_ij)^n)^{−1/(2n)}
 * ζ_ij = Σ_{k≠i,j} fC(r_ik) g(θ_jik) e^{(λ3 (r_ij − r_ik))^m}
 * g = γ [1 + c²/d² − c²/(d² + (cos θ − cos θ0)²)]
 * fC = 1 (r &lt; R − D), ½ − ½ sin(π (r − R)/(2D)), 0 (r &gt; R + D)
 * </pre>
 */
public final class Tersoff implements Potential {
  private final Species species;
  private final List<TersoffEntry> entries;
  private final String citation;

  private Tersoff(Species species, List<TersoffEntry> entries, String citation) {
    this.species = species;
    this.entries = List.copyOf(entries);
    this.citation = citation;
  }

  /**
   * The potential with given entries, one for each triplet of the n labels: index (i·n + j)·n + k.
   *
   * @throws IllegalArgumentException if there are not n³, or none has a range
   */
  public static Tersoff of(Species species, List<TersoffEntry> entries, String citation) {
    Triplets.check(species, entries);
    Tersoff potential = new Tersoff(species, entries, citation);
    if (!(potential.cutoff() > 0)) {
      throw new IllegalArgumentException("no tersoff entry has a positive R");
    }
    return potential;
  }

  /** Reads LAMMPS' file format, {@code e1 e2 e3} and 14 numbers an entry. */
  static Tersoff read(PotentialSpec spec) {
    LammpsEntries file = LammpsEntries.read(spec.onlyFile(), TersoffEntry.COUNT);
    Species species = file.select(spec.elements());
    return of(species, file.triplets(species.labels(), TersoffEntry::of), file.citation());
  }

  /** One for each triplet of labels: index (i·n + j)·n + k. */
  public List<TersoffEntry> entries() {
    return entries;
  }

  @Override
  public String name() {
    return "tersoff";
  }

  @Override
  public Map<String, Object> toMap() {
    return Map.of(
        "species",
        species.toMap(),
        "entries",
        Triplets.toMap(species, entries, TersoffEntry::toMap));
  }

  @Override
  public Species species() {
    return species;
  }

  @Override
  public double cutoff() {
    return entries.stream().mapToDouble(TersoffEntry::cutoff).max().orElse(0);
  }

  @Override
  public String citation() {
    return citation;
  }

  @Override
  public Evaluator evaluator() {
    return new BondOrderEvaluator(
        this, entries.stream().map(TersoffBond::new).toArray(BondOrder[]::new));
  }
}
