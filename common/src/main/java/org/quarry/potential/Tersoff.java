package org.quarry.potential;

import java.util.List;

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
public final class Tersoff extends TripletPotential<TersoffEntry> {
  private Tersoff(Species species, List<TersoffEntry> entries, String citation) {
    super(species, entries, citation);
  }

  /**
   * The potential with given entries, one for each triplet of the n labels: index (i·n + j)·n + k.
   *
   * @throws IllegalArgumentException if there are not n³, or none has a range
   */
  public static Tersoff of(Species species, List<TersoffEntry> entries, String citation) {
    return new Tersoff(species, entries, citation);
  }

  /** Reads LAMMPS' file format, {@code e1 e2 e3} and 14 numbers an entry. */
  static Tersoff read(PotentialSpec spec) {
    return LammpsEntries.read(spec, TersoffEntry.COUNT, TersoffEntry::of, Tersoff::of);
  }

  @Override
  public String name() {
    return "tersoff";
  }

  @Override
  public Evaluator evaluator() {
    return new BondOrderEvaluator(
        this, entries().stream().map(TersoffBond::new).toArray(BondOrder[]::new));
  }
}
