package org.quarry.potential;

import java.util.Map;

/**
 * The 12-6 potential of Lennard-Jones (Proc. R. Soc. A 106, 463, 1924): φ = 4ε [(σ/r)¹² − (σ/r)⁶]
 * for r &lt; r_cut, between all atoms alike.
 *
 * @param epsilon well depth in eV
 * @param sigma distance of φ = 0 in Å
 * @param rCut cutoff in Å
 */
public record LennardJones(
    Species species, double epsilon, double sigma, double rCut, Truncation truncation)
    implements Potential {
  public LennardJones {
    PotentialSpec.requirePositive("sigma", sigma);
    PotentialSpec.requirePositive("r_cut", rCut);
    PotentialSpec.requireOneLabel("lj", species);
  }

  static LennardJones of(PotentialSpec spec) {
    spec.requireSettings("epsilon", "sigma", "r_cut", "shift");
    return new LennardJones(
        spec.speciesOfOneKind(),
        spec.number("epsilon"),
        spec.number("sigma"),
        spec.number("r_cut"),
        spec.truncation());
  }

  @Override
  public String name() {
    return "lj";
  }

  @Override
  public Map<String, Object> toMap() {
    return Map.of(
        "species", species.toMap(),
        "epsilon", epsilon,
        "sigma", sigma,
        "r_cut", rCut,
        "shift", truncation == Truncation.SHIFTED);
  }

  @Override
  public double cutoff() {
    return rCut;
  }

  @Override
  public String citation() {
    return "J. E. Lennard-Jones, Proc. R. Soc. London A 106, 463 (1924); parameters as given";
  }

  @Override
  public Evaluator evaluator() {
    return new PairEvaluator(this, new Function(), truncation);
  }

  private final class Function implements PairFunction {
    private double slope;

    @Override
    public double value(double r) {
      double s2 = sigma * sigma / (r * r);
      double s6 = s2 * s2 * s2;
      slope = 24 * epsilon * (s6 - 2 * s6 * s6) / r;
      return 4 * epsilon * (s6 * s6 - s6);
    }

    @Override
    public double slope() {
      return slope;
    }
  }
}
