package org.quarry.potential;

import java.util.List;

/**
 * The bond-order potential of Kumagai, Izumi, Hara and Sakai (Comput. Mater. Sci. 39, 457, 2007),
 * known as MOD: that of {@link Tersoff} with other functions.
 *
 * <pre>
 * E = ½ Σ_i Σ_{j≠i} fC(r_ij) [A e^{−λ1 r_ij} − b_ij B e^{−λ2 r_ij}]
 * b_ij = (1 + (β_ters ζ_ij)^η)^{−1/(2n)}
 * ζ_ij = Σ_{k≠i,j} fC(r_ik) g(θ_jik) e^{(α (r_ij − r_ik))^β}
 * g = c1 + c2 u/(c3 + u) (1 + c4 e^{−c5 u}),   u = (h − cos θ)²
 * fC = 1 (r &lt; R − D), ½ − (9/16) sin x − (1/16) sin 3x with x = π (r − R)/(2D), 0 (r &gt; R + D)
 * </pre>
 *
 * For β = 3 the power is taken of α too, as LAMMPS does; the paper has α (r_ij − r_ik)^β.
 */
public final class TersoffMod extends TripletPotential<TersoffModEntry> {
  private TersoffMod(Species species, List<TersoffModEntry> entries, String citation) {
    super(species, entries, citation);
  }

  /**
   * The potential with given entries, one for each triplet of the n labels: index (i·n + j)·n + k.
   *
   * @throws IllegalArgumentException if there are not n³, or none has a range
   */
  public static TersoffMod of(Species species, List<TersoffModEntry> entries, String citation) {
    return new TersoffMod(species, entries, citation);
  }

  /** Reads LAMMPS' file format, {@code e1 e2 e3} and 17 numbers an entry. */
  static TersoffMod read(PotentialSpec spec) {
    return LammpsEntries.read(spec, TersoffModEntry.COUNT, TersoffModEntry::of, TersoffMod::of);
  }

  @Override
  public String name() {
    return "tersoff-mod";
  }

  @Override
  public Evaluator evaluator() {
    return new BondOrderEvaluator(
        this, entries().stream().map(TersoffModBond::new).toArray(BondOrder[]::new));
  }
}
