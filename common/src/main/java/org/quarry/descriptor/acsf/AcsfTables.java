package org.quarry.descriptor.acsf;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.quarry.descriptor.acsf.AcsfParameters.Angle;
import org.quarry.descriptor.acsf.AcsfParameters.Shell;
import org.quarry.math.FunctionTable;
import org.quarry.math.FunctionTable.Precision;

/**
 * The factors of the symmetry functions, tabulated, and which of them each function multiplies.
 *
 * <p>A pair gives G¹, G² and G³ as they are and, for each η of an angular function, D_η(r) = exp(−η
 * r²) f(r). An angular function is then a product of D_η(r_ij), D_η(r_ik), a power of the cosine
 * and, for G⁴, D_η(r_jk), which is tabulated over r_jk² to save the root.
 */
final class AcsfTables {
  /** Values below the second number times the largest are right to the product of both. */
  private static final Precision PRECISION = new Precision(1e-12, 1e-6, Precision.Scope.EACH);

  final FunctionTable pairs;
  final int radial;

  /** The distinct η of G⁴, then those that only G⁵ has. */
  final double[] etas;

  /** D_η(√s) for the η of G⁴; nothing where there is none. */
  final FunctionTable thirdSides;

  final int closed;

  /** The distinct powers of the cosine. */
  final CosinePower[] powers;

  /** Of each angular function, G⁴ first: which power and which η. */
  final int[] powerOf;

  final int[] etaOf;
  final int angles;
  final int g4;

  AcsfTables(AcsfParameters p) {
    this.radial = p.radialFeatures();
    double[] closedEtas = p.g4().stream().mapToDouble(Angle::eta).distinct().toArray();
    this.closed = closedEtas.length;
    this.etas =
        DoubleStream.concat(DoubleStream.of(closedEtas), p.g5().stream().mapToDouble(Angle::eta))
            .distinct()
            .toArray();
    List<Angle> all = Stream.concat(p.g4().stream(), p.g5().stream()).toList();
    List<CosinePower> distinct =
        all.stream().map(a -> new CosinePower(a.zeta(), a.lambda())).distinct().toList();
    this.powers = distinct.toArray(CosinePower[]::new);
    this.angles = all.size();
    this.g4 = p.g4().size();
    this.powerOf = new int[angles];
    this.etaOf = new int[angles];
    for (int q = 0; q < angles; q++) {
      Angle angle = all.get(q);
      powerOf[q] = distinct.indexOf(new CosinePower(angle.zeta(), angle.lambda()));
      while (etas[etaOf[q]] != angle.eta()) {
        etaOf[q]++;
      }
    }
    double rCut = p.rCut();
    try {
      this.pairs =
          FunctionTable.of(
              (r, f) -> samplePair(p, r, f), radial + etas.length, rCut, PRECISION, features(p));
      double range = rCut * rCut;
      this.thirdSides =
          FunctionTable.of(
              (s, f) -> {
                double r = Math.sqrt(s);
                double cutoff = cutoff((range - s) / (rCut + r), rCut);
                for (int e = 0; e < closed; e++) {
                  f[e] = StrictMath.exp(-closedEtas[e] * s) * cutoff;
                }
              },
              closed,
              range,
              PRECISION,
              range * DoubleStream.of(closedEtas).max().orElse(0));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "acsf: the functions are too narrow for r_cut " + rCut + " Å: " + e.getMessage(), e);
    }
  }

  /** One interval for each width of the narrowest Gaussian, four for each wave of a cosine. */
  private static double features(AcsfParameters p) {
    double eta =
        Stream.concat(
                p.g2().stream().map(Shell::eta),
                Stream.concat(p.g4().stream(), p.g5().stream()).map(Angle::eta))
            .reduce(0.0, Math::max);
    double kappa = p.g3().stream().map(Math::abs).reduce(0.0, Math::max);
    return p.rCut() * Math.max(Math.sqrt(2 * eta), kappa);
  }

  private void samplePair(AcsfParameters p, double r, double[] f) {
    double cutoff = cutoff(p.rCut() - r, p.rCut());
    f[0] = cutoff;
    int q = 1;
    for (Shell shell : p.g2()) {
      double from = r - shell.rs();
      f[q++] = StrictMath.exp(-shell.eta() * from * from) * cutoff;
    }
    for (double kappa : p.g3()) {
      f[q++] = StrictMath.cos(kappa * r) * cutoff;
    }
    for (double eta : etas) {
      f[q++] = StrictMath.exp(-eta * r * r) * cutoff;
    }
  }

  /** ½ (cos(π r/r_cut) + 1), from r_cut − r: as sin² it keeps its digits where it vanishes. */
  private static double cutoff(double rest, double rCut) {
    double sine = StrictMath.sin(Math.PI / 2 * (rest / rCut));
    return sine * sine;
  }
}
