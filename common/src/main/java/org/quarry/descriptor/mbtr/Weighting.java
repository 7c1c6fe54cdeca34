package org.quarry.descriptor.mbtr;

import java.util.HashMap;
import java.util.Map;
import org.quarry.parameters.Settings;

/**
 * How atoms count by their distances. For k = 2 the length x is their distance; for k = 3 it is the
 * perimeter of the triangle, except for the smooth cutoff, which takes the two sides.
 *
 * @param function which function
 * @param scale s of {@link Function#EXP}, above 0
 * @param threshold below which weight an {@link Function#EXP} is left out, between 0 and 1
 * @param rCut where {@link Function#INVERSE_SQUARE} and {@link Function#SMOOTH_CUTOFF} end, in Å,
 *     above 0
 * @param sharpness y of {@link Function#SMOOTH_CUTOFF}, above 0
 */
public record Weighting(
    Function function, double scale, double threshold, double rCut, double sharpness) {
  /** Everything counts the same. */
  public static final Weighting UNITY = new Weighting(Function.UNITY, 1, 0.5, 1, 1);

  private static final double MAX_LENGTH = 1_000;

  /** Å; no configuration without periods is wider. */
  private static final double EVERYTHING = 1e6;

  public Weighting {
    check(threshold > 0 && threshold < 1, "threshold must be between 0 and 1", threshold);
    check(scale > 0 && scale < Double.POSITIVE_INFINITY, "scale must be above 0", scale);
    check(rCut > 0 && rCut <= MAX_LENGTH, "r_cut must be between 0 and 1000 Å", rCut);
    check(sharpness > 0 && sharpness <= 100, "sharpness must be between 0 and 100", sharpness);
  }

  /** exp(−s x) wherever it is at least the threshold. */
  public static Weighting exp(double scale, double threshold) {
    return new Weighting(Function.EXP, scale, threshold, 1, 1);
  }

  /** 1/x² up to a length in Å. */
  public static Weighting inverseSquare(double rCut) {
    return new Weighting(Function.INVERSE_SQUARE, 1, 0.5, rCut, 1);
  }

  /** 1 + y (r/r_cut)^(y+1) − (y + 1) (r/r_cut)^y of both sides, up to a length in Å. */
  public static Weighting smoothCutoff(double rCut, double sharpness) {
    return new Weighting(Function.SMOOTH_CUTOFF, 1, 0.5, rCut, sharpness);
  }

  /** The greatest x that counts, in Å: {@value #EVERYTHING} where every atom does. */
  public double reach() {
    return switch (function) {
      case UNITY -> EVERYTHING;
      case EXP -> Math.min(EVERYTHING, -StrictMath.log(threshold) / scale);
      case INVERSE_SQUARE, SMOOTH_CUTOFF -> rCut;
    };
  }

  /** The weight of a length up to the reach; for {@link Function#SMOOTH_CUTOFF} of one side. */
  double at(double x) {
    return switch (function) {
      case UNITY -> 1;
      case EXP -> StrictMath.exp(-scale * x);
      case INVERSE_SQUARE -> 1 / (x * x);
      case SMOOTH_CUTOFF -> {
        double t = StrictMath.pow(x / rCut, sharpness);
        yield 1 + t * (sharpness * (x / rCut) - (sharpness + 1));
      }
    };
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new HashMap<>();
    map.put("function", Settings.textOf(function));
    switch (function) {
      case UNITY -> {}
      case EXP -> {
        map.put("scale", scale);
        map.put("threshold", threshold);
      }
      case INVERSE_SQUARE -> map.put("r_cut", rCut);
      case SMOOTH_CUTOFF -> {
        map.put("r_cut", rCut);
        map.put("sharpness", sharpness);
      }
    }
    return map;
  }

  private static void check(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException("mbtr: weighting " + rule + ", got " + value);
    }
  }

  /** Which function. */
  public enum Function {
    /** 1, for any k. */
    UNITY,
    /** exp(−s x), for k = 2 and 3. */
    EXP,
    /** 1/x², for k = 2. */
    INVERSE_SQUARE,
    /** A product of two smooth cutoffs, for k = 3. */
    SMOOTH_CUTOFF
  }
}
