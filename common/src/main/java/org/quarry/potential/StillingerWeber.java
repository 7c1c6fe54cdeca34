package org.quarry.potential;

import java.util.List;
import java.util.stream.IntStream;

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
public final class StillingerWeber extends TripletPotential<StillingerWeberEntry> {
  private static final double ROUNDING = 1e-5;

  private StillingerWeber(Species species, List<StillingerWeberEntry> entries, String citation) {
    super(species, entries, citation);
  }

  /**
   * The potential with given entries, one for each triplet of the n labels: index (i·n + j)·n + k.
   *
   * @throws IllegalArgumentException if there are not n³, if (i, j, k) and (i, k, j) differ in λε
   *     or cos θ0 by more than 10⁻⁵ of it, or no pair has a range
   */
  public static StillingerWeber of(
      Species species, List<StillingerWeberEntry> entries, String citation) {
    StillingerWeber potential = new StillingerWeber(species, entries, citation);
    potential.requireSymmetry();
    return potential;
  }

  private void requireSymmetry() {
    List<String> labels = species().labels();
    int n = labels.size();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < j; k++) {
          StillingerWeberEntry one = entries().get((i * n + j) * n + k);
          StillingerWeberEntry other = entries().get((i * n + k) * n + j);
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
  }

  private static boolean differ(double a, double b) {
    return Math.abs(a - b) > ROUNDING * Math.max(Math.abs(a), Math.abs(b));
  }

  /** Reads LAMMPS' file format, {@code e1 e2 e3} and 11 numbers an entry. */
  static StillingerWeber read(PotentialSpec spec) {
    return LammpsEntries.read(
        spec, StillingerWeberEntry.COUNT, StillingerWeberEntry::of, StillingerWeber::of);
  }

  /** The entries (i, j, j), at index i·n + j. */
  List<StillingerWeberEntry> pairs() {
    int n = species().labels().size();
    return IntStream.range(0, n * n).mapToObj(pair -> entries().get(pair * n + pair % n)).toList();
  }

  @Override
  public String name() {
    return "sw";
  }

  /** Of the pairs alone: other entries may carry ranges that mean nothing. */
  @Override
  public double cutoff() {
    return pairs().stream().mapToDouble(StillingerWeberEntry::cutoff).max().orElse(0);
  }

  @Override
  public Evaluator evaluator() {
    return new StillingerWeberEvaluator(this);
  }
}
