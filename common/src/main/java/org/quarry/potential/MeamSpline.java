package org.quarry.potential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The modified embedded-atom method with spline functions (Lenosky et al., Modell. Simul. Mater.
 * Sci. Eng. 8, 825, 2000), for any number of elements.
 *
 * <pre>
 * E = ½ Σ_i Σ_{j≠i} φ_ij(r_ij) + Σ_i [U_i(n_i) − U_i(0)]
 * n_i = Σ_{j≠i} ρ_j(r_ij) + Σ_{j&lt;k} f_j(r_ij) f_k(r_ik) g_jk(cos θ_jik)
 * </pre>
 *
 * φ, ρ and f are zero from their last knot on; beyond its knots a spline goes on linearly
 * otherwise.
 */
public final class MeamSpline implements Potential {
  /**
   * The functions of n labels.
   *
   * @param pair φ at index a·n + b
   * @param density ρ by neighbor
   * @param embedding U by centre
   * @param leg f by neighbor
   * @param angle g at index b·n + c of the two neighbors
   */
  record Functions(
      List<CubicSpline> pair,
      List<CubicSpline> density,
      List<CubicSpline> embedding,
      List<CubicSpline> leg,
      List<CubicSpline> angle) {
    Functions {
      pair = List.copyOf(pair);
      density = List.copyOf(density);
      embedding = List.copyOf(embedding);
      leg = List.copyOf(leg);
      angle = List.copyOf(angle);
    }

    private double cutoff() {
      return Stream.of(pair, density, leg)
          .flatMap(List::stream)
          .mapToDouble(CubicSpline::end)
          .max()
          .orElseThrow();
    }

    private static List<List<Double>> numbers(List<CubicSpline> splines) {
      return splines.stream()
          .map(spline -> DoubleStream.of(spline.toArray()).boxed().toList())
          .toList();
    }

    private Map<String, Object> toMap() {
      return Map.of(
          "phi", numbers(pair),
          "rho", numbers(density),
          "U", numbers(embedding),
          "f", numbers(leg),
          "g", numbers(angle));
    }
  }

  private final Species species;
  private final Functions functions;
  private final String citation;

  private MeamSpline(Species species, Functions functions, String citation) {
    this.species = species;
    this.functions = functions;
    this.citation = citation;
    PotentialSpec.requirePositive("the last knot of phi, rho and f", functions.cutoff());
  }

  static MeamSpline of(Species species, Functions functions, String citation) {
    return new MeamSpline(species, functions, citation);
  }

  /** Reads either of LAMMPS' two file formats. */
  static MeamSpline read(PotentialSpec spec) {
    MeamSplineFile file = MeamSplineFile.read(spec.onlyFile());
    Species species = file.select(spec.elements());
    int[] chosen = species.labels().stream().mapToInt(file.labels()::indexOf).toArray();
    return new MeamSpline(
        species,
        new Functions(
            pairs(file.pair(), chosen, file.labels().size()),
            singles(file.density(), chosen),
            singles(file.embedding(), chosen),
            singles(file.leg(), chosen),
            pairs(file.angle(), chosen, file.labels().size())),
        file.citation());
  }

  private static List<CubicSpline> singles(List<CubicSpline> splines, int[] chosen) {
    return Arrays.stream(chosen).mapToObj(splines::get).toList();
  }

  /** Of splines in the order (1,1), (1,2) … (1,n), (2,2) … */
  private static List<CubicSpline> pairs(List<CubicSpline> splines, int[] chosen, int n) {
    List<CubicSpline> all = new ArrayList<>();
    for (int a : chosen) {
      for (int b : chosen) {
        int low = Math.min(a, b);
        all.add(splines.get(low * n - low * (low - 1) / 2 + Math.max(a, b) - low));
      }
    }
    return all;
  }

  Functions functions() {
    return functions;
  }

  @Override
  public String name() {
    return "meam-spline";
  }

  /** Each function is named by its slopes at both ends, then x y of its knots. */
  @Override
  public Map<String, Object> toMap() {
    return Map.of("species", species.toMap(), "functions", functions.toMap());
  }

  @Override
  public Species species() {
    return species;
  }

  @Override
  public double cutoff() {
    return functions.cutoff();
  }

  @Override
  public String citation() {
    return citation;
  }

  @Override
  public Evaluator evaluator() {
    return new MeamSplineEvaluator(this);
  }
}
