package org.quarry.potential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.quarry.atoms.Element;

/** Potentials by tables and splines of smooth made-up functions, different for C and Si. */
final class MadeUp {
  static final double CUTOFF = 4.4;
  private static final Species CARBIDE =
      Species.of(Map.of(Element.of("C"), "C", Element.of("Si"), "Si"));

  private MadeUp() {}

  /** Densities of all four kinds differ. */
  static Potential finnisSinclair() {
    double[][] embedding = new double[2][];
    double[][] density = new double[4][];
    double[][] pair = new double[4][];
    double dr = 0.01;
    int nr = (int) (CUTOFF / dr) + 2; // the last sample lies beyond the cutoff
    for (int a = 0; a < 2; a++) {
      int center = a;
      embedding[a] = table(2000, 0.01, n -> -n * (2 - 0.3 * center) / (1 + 0.4 * n));
      for (int b = 0; b < 2; b++) {
        double scale = 1 + 0.3 * a + 0.2 * b;
        double sum = 1.5 + 0.4 * (a + b);
        density[2 * a + b] = table(nr, dr, r -> scale * fade(r) * Math.exp(-r));
        pair[2 * a + b] = table(nr, dr, r -> 9 * sum * fade(r) * Math.exp(-sum * r));
      }
    }
    EamTables tables = new EamTables(0.01, dr, CUTOFF, embedding, density, pair);
    return new Eam(Eam.Form.FINNIS_SINCLAIR, CARBIDE, tables, "made up");
  }

  static Potential meamSpline() {
    List<CubicSpline> pair = new ArrayList<>();
    List<CubicSpline> density = new ArrayList<>();
    List<CubicSpline> embedding = new ArrayList<>();
    List<CubicSpline> leg = new ArrayList<>();
    List<CubicSpline> angle = new ArrayList<>();
    for (int a = 0; a < 2; a++) {
      double own = 1 + 0.2 * a;
      density.add(fading(r -> own * Math.exp(-r)));
      leg.add(fading(r -> own * Math.cos(r)));
      embedding.add(spline(-1, 3, 7, n -> own * Math.sqrt(n + 2)));
      for (int b = 0; b < 2; b++) {
        double both = 1 + 0.3 * (a + b);
        pair.add(fading(r -> 9 * both * Math.exp(-both * r)));
        angle.add(spline(-1, 1, 6, c -> both * (c + 0.4) * (c + 0.4)));
      }
    }
    return MeamSpline.of(
        CARBIDE, new MeamSpline.Functions(pair, density, embedding, leg, angle), "made up");
  }

  private static double fade(double r) {
    double x = Math.max(0, 1 - r / CUTOFF);
    return x * x * x * x;
  }

  /** A spline that ends at the cutoff with value and slope 0. */
  private static CubicSpline fading(DoubleUnaryOperator function) {
    return spline(0.8, CUTOFF, 25, r -> fade(r) * function.applyAsDouble(r));
  }

  /** A spline through evenly spaced knots of a function. */
  static CubicSpline spline(double from, double to, int knots, DoubleUnaryOperator function) {
    double h = 1e-6;
    double[] x =
        IntStream.range(0, knots).mapToDouble(k -> from + (to - from) * k / (knots - 1)).toArray();
    double[] y = IntStream.range(0, knots).mapToDouble(k -> function.applyAsDouble(x[k])).toArray();
    double first = (function.applyAsDouble(from + h) - function.applyAsDouble(from)) / h;
    double last = (function.applyAsDouble(to) - function.applyAsDouble(to - h)) / h;
    return CubicSpline.of(x, y, first, last);
  }

  /** Samples from 0 on. */
  static double[] table(int n, double step, DoubleUnaryOperator function) {
    return IntStream.range(0, n).mapToDouble(m -> function.applyAsDouble(m * step)).toArray();
  }
}
