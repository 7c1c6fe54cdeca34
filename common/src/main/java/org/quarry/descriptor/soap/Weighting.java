package org.quarry.descriptor.soap;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.quarry.parameters.Settings;

/**
 * The factor w(r) of an atom at a distance r from the centre, with t = r/r0:
 *
 * <pre>
 * none       1
 * poly       c (1 + 2t³ − 3t²)^m for r ≤ r0, else 0
 * pow        c / (d + t^m)
 * exp        c / (d + e^(−t)), as DScribe ships it: it grows with the distance
 * exp_decay  c / (d + e^(+t)), which is what the name promises
 * </pre>
 *
 * @param function which of these
 * @param r0 length in Å, positive
 * @param c factor
 * @param d offset of the denominator, not negative
 * @param m exponent, not negative
 * @param atCenter used instead for atoms exactly on the centre
 */
public record Weighting(
    Function function, double r0, double c, double d, double m, OptionalDouble atCenter) {
  /** Every atom counts once. */
  public static final Weighting NONE =
      new Weighting(Function.NONE, 1, 1, 1, 1, OptionalDouble.empty());

  public Weighting {
    if (!(r0 > 0) || !(d >= 0) || !(m >= 0) || !Double.isFinite(r0 + c + d + m)) {
      throw new IllegalArgumentException(
          "soap: weighting needs r0 > 0, d ≥ 0, m ≥ 0 and finite c, got r0 "
              + r0
              + ", d "
              + d
              + ", m "
              + m
              + ", c "
              + c);
    }
    if (!Double.isFinite(atCenter.orElse(0))) {
      throw new IllegalArgumentException("soap: weighting has w0 " + atCenter.getAsDouble());
    }
  }

  /** Whether some atom may have another weight than 1. */
  public boolean isNone() {
    return function == Function.NONE && atCenter.isEmpty();
  }

  /** w(r) for r in Å. */
  public double at(double r) {
    if (r == 0 && atCenter.isPresent()) {
      return atCenter.getAsDouble();
    }
    double t = r / r0;
    return switch (function) {
      case NONE -> 1;
      case POLY -> r > r0 ? 0 : c * StrictMath.pow(base(t), m);
      case POW -> c / (d + StrictMath.pow(t, m));
      case EXP -> c / (d + StrictMath.exp(-t));
      case EXP_DECAY -> c / (d + StrictMath.exp(t));
    };
  }

  /**
   * dw/dr in Å⁻¹ for r in Å; 0 at r = 0, where the weight of an atom has no direction to grow in.
   */
  public double slope(double r) {
    if (r == 0) {
      return 0;
    }
    double t = r / r0;
    return switch (function) {
      case NONE -> 0;
      case POLY -> {
        double base = base(t);
        double rise = 6 * t * (t - 1) / r0;
        yield t >= 1 || base == 0 ? 0 : c * m * StrictMath.pow(base, m - 1) * rise;
      }
      case POW -> {
        double w = c / (d + StrictMath.pow(t, m));
        yield -w / (d + StrictMath.pow(t, m)) * m * StrictMath.pow(t, m - 1) / r0;
      }
      case EXP -> {
        double denominator = d + StrictMath.exp(-t);
        yield c / denominator * (1 - d / denominator) / r0;
      }
      case EXP_DECAY -> {
        double denominator = d + StrictMath.exp(t);
        yield -c / denominator * (1 - d / denominator) / r0;
      }
    };
  }

  /** 1 + 2t³ − 3t², which rounding must not carry below zero near t = 1. */
  private static double base(double t) {
    return Math.max(0, 1 + t * t * (2 * t - 3));
  }

  /**
   * The distance in Å where the weight has fallen to a threshold (poly: to zero), as DScribe infers
   * r_cut where it is not given.
   *
   * @throws IllegalArgumentException if it never does
   */
  double reach(double threshold) {
    double reach =
        switch (function) {
          case NONE -> Double.NaN;
          case POLY -> r0;
          case POW -> r0 * StrictMath.pow(c / threshold - d, 1 / m);
          case EXP, EXP_DECAY -> r0 * StrictMath.log(c / threshold - d);
        };
    if (!(reach > 0) || !Double.isFinite(reach)) {
      throw new IllegalArgumentException(
          "soap: r_cut is missing, and weighting does not imply one");
    }
    return reach;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new TreeMap<>();
    map.put("function", Settings.textOf(function));
    if (function != Function.NONE) {
      map.put("r0", r0);
      map.put("c", c);
      if (function != Function.POLY) {
        map.put("d", d);
      }
      if (function == Function.POLY || function == Function.POW) {
        map.put("m", m);
      }
    }
    atCenter.ifPresent(w0 -> map.put("w0", w0));
    return map;
  }

  /** The form of w(r). */
  public enum Function {
    NONE,
    POLY,
    POW,
    EXP,
    EXP_DECAY
  }
}
