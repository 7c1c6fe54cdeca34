package org.quarry.potential;

import java.util.Map;

/**
 * Morse's potential (Phys. Rev. 34, 57, 1929): φ = D0 [e^{−2α(r − r0)} − 2 e^{−α(r − r0)}] for r
 * &lt; r_cut, between all atoms alike.
 *
 * @param d0 well depth in eV
 * @param alpha 1/Å
 * @param r0 distance of the minimum in Å
 * @param rCut cutoff in Å
 */
public record Morse(
    Species species, double d0, double alpha, double r0, double rCut, Truncation truncation)
    implements Potential {
  public Morse {
    PotentialSpec.requirePositive("alpha", alpha);
    PotentialSpec.requirePositive("r_cut", rCut);
    PotentialSpec.requireOneLabel("morse", species);
  }

  static Morse of(PotentialSpec spec) {
    spec.requireSettings("d0", "alpha", "r0", "r_cut", "shift");
    return new Morse(
        spec.speciesOfOneKind(),
        spec.number("d0"),
        spec.number("alpha"),
        spec.number("r0"),
        spec.number("r_cut"),
        spec.truncation());
  }

  @Override
  public String name() {
    return "morse";
  }

  @Override
  public Map<String, Object> toMap() {
    return Map.of(
        "species", species.toMap(),
        "d0", d0,
        "alpha", alpha,
        "r0", r0,
        "r_cut", rCut,
        "shift", truncation == Truncation.SHIFTED);
  }

  @Override
  public double cutoff() {
    return rCut;
  }

  @Override
  public String citation() {
    return "P. M. Morse, Phys. Rev. 34, 57 (1929); parameters as given";
  }

  @Override
  public Evaluator evaluator() {
    return new PairEvaluator(this, new Function(), truncation);
  }

  private final class Function implements PairFunction {
    private double slope;

    @Override
    public double value(double r) {
      double e = StrictMath.exp(-alpha * (r - r0));
      slope = 2 * d0 * alpha * (e - e * e);
      return d0 * (e * e - 2 * e);
    }

    @Override
    public double slope() {
      return slope;
    }
  }
}
