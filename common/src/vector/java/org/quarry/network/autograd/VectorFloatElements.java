package org.quarry.network.autograd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums, products and quotients entry by entry. The compiler vectorizes such loops by itself, but
 * runs short ones, as a row of features, mostly in their scalar ends.
 */
final class VectorFloatElements {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private VectorFloatElements() {}

  /** out = f(a, b) for the first numbers; returns how many. */
  static int combine(
      BinaryFunction function, float[] a, int i, float[] b, int j, int n, float[] out, int o) {
    int whole = n - n % LANES;
    switch (function) {
      case ADD -> {
        for (int t = 0; t < whole; t += LANES) {
          load(a, i + t).add(load(b, j + t)).intoArray(out, o + t);
        }
      }
      case SUBTRACT -> {
        for (int t = 0; t < whole; t += LANES) {
          load(a, i + t).sub(load(b, j + t)).intoArray(out, o + t);
        }
      }
      case MULTIPLY -> {
        for (int t = 0; t < whole; t += LANES) {
          load(a, i + t).mul(load(b, j + t)).intoArray(out, o + t);
        }
      }
      case DIVIDE -> {
        for (int t = 0; t < whole; t += LANES) {
          load(a, i + t).div(load(b, j + t)).intoArray(out, o + t);
        }
      }
    }
    return whole;
  }

  /** out = f(a, number) for the first numbers; returns how many. */
  static int combine(
      BinaryFunction function, float[] a, int i, float number, int n, float[] out, int o) {
    int whole = n - n % LANES;
    FloatVector b = FloatVector.broadcast(SPECIES, number);
    switch (function) {
      case ADD -> {
        for (int t = 0; t < whole; t += LANES) {
          load(a, i + t).add(b).intoArray(out, o + t);
        }
      }
      case SUBTRACT -> {
        for (int t = 0; t < whole; t += LANES) {
          load(a, i + t).sub(b).intoArray(out, o + t);
        }
      }
      case MULTIPLY -> {
        for (int t = 0; t < whole; t += LANES) {
          load(a, i + t).mul(b).intoArray(out, o + t);
        }
      }
      case DIVIDE -> {
        for (int t = 0; t < whole; t += LANES) {
          load(a, i + t).div(b).intoArray(out, o + t);
        }
      }
    }
    return whole;
  }

  private static FloatVector load(float[] x, int at) {
    return FloatVector.fromArray(SPECIES, x, at);
  }
}
