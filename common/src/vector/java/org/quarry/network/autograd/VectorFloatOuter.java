package org.quarry.network.autograd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link FloatOuter} over several columns at once. */
final class VectorFloatOuter {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private VectorFloatOuter() {}

  static void product(
      float[] x, int i, float[] w, int j, int rows, int columns, int blocks, float[] out, int o) {
    int whole = columns - columns % LANES;
    for (int k = 0; k < blocks; k++) {
      for (int r = 0; r < rows; r++) {
        FloatVector factor = FloatVector.broadcast(SPECIES, w[j + r * blocks + k]);
        int from = i + r * columns;
        int to = o + (k * rows + r) * columns;
        for (int c = 0; c < whole; c += LANES) {
          load(x, from + c).mul(factor).intoArray(out, to + c);
        }
      }
    }
    FloatOuter.product(x, i, w, j, rows, columns, blocks, whole, out, o);
  }

  static void sum(
      float[] y, int i, float[] w, int j, int rows, int columns, int blocks, float[] out, int o) {
    int whole = columns - columns % LANES;
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < whole; c += LANES) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int k = 0; k < blocks; k++) {
          sum = sum.add(load(y, i + (k * rows + r) * columns + c).mul(w[j + r * blocks + k]));
        }
        sum.intoArray(out, o + r * columns + c);
      }
    }
    FloatOuter.sum(y, i, w, j, rows, columns, blocks, whole, out, o);
  }

  static void dot(
      float[] y, int i, float[] x, int j, int rows, int columns, int blocks, float[] out, int o) {
    float[] sums = new float[FloatOuter.DOT_SUMS];
    int whole = columns - columns % sums.length;
    for (int r = 0; r < rows; r++) {
      int here = j + r * columns;
      for (int k = 0; k < blocks; k++) {
        int at = i + (k * rows + r) * columns;
        for (int s = 0; s < sums.length; s += LANES) {
          FloatVector sum = FloatVector.zero(SPECIES);
          for (int c = s; c < whole; c += sums.length) {
            sum = sum.add(load(y, at + c).mul(load(x, here + c)));
          }
          sum.intoArray(sums, s);
        }
        out[o + r * blocks + k] = FloatOuter.dotEnd(sums, y, at, x, here, whole, columns);
      }
    }
  }

  private static FloatVector load(float[] x, int at) {
    return FloatVector.fromArray(SPECIES, x, at);
  }
}
