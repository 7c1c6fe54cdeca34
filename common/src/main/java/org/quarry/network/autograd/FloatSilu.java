package org.quarry.network.autograd;

/** x σ(x) and its derivatives in float32, for the numbers from {@code from} to {@code to}. */
final class FloatSilu {
  private FloatSilu() {}

  /** y = x σ, slope = σ (1 + x (1 − σ)). */
  static void values(float[] x, int i, int from, int to, float[] y, int o, float[] slope, int p) {
    for (int t = from; t < to; t++) {
      float v = x[i + t];
      float s = ScalarFloatKernels.sigmoid(v);
      slope[p + t] = s * ((1 - s) * v + 1);
      y[o + t] = v * s;
    }
  }

  /** out = σ (1 − σ) (2 + x (1 − 2σ)). */
  static void curvature(float[] x, int i, int from, int to, float[] out, int o) {
    for (int t = from; t < to; t++) {
      float v = x[i + t];
      float s = ScalarFloatKernels.sigmoid(v);
      float rest = ScalarFloatKernels.sigmoid(-v);
      out[o + t] = (s * rest) * ((rest - s) * v + 2);
    }
  }
}
