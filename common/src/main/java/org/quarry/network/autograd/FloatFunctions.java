package org.quarry.network.autograd;

/**
 * Functions of one number in float32, by series that need neither tables nor branches: for the
 * numbers from {@code from} to {@code to}, as the end of what vectors have done.
 */
final class FloatFunctions {
  // Of the exponential (Cephes' expf): eˣ = 2ᵏ e^r with |r| ≤ ln 2 / 2, ln 2 in two parts.
  static final float LOWEST = -87;
  static final float HIGHEST = 88; // beyond, eˣ stays at 1.7e38
  static final float LOG2_E = 1.442695f;
  static final float ROUNDING = 12582912f; // 1.5 · 2²³: adding it rounds to an integer
  static final int ONE =
      127 << 23; // bits of 1; those of t end in k, which is added to the exponent
  static final float LN2_HIGH = 0.6933594f; // 355/512, few enough bits for exact products
  static final float LN2_LOW = -2.1219444e-4f;
  static final float E7 = 0.00019875691f;
  static final float E6 = 0.0013981999f;
  static final float E5 = 0.008333452f;
  static final float E4 = 0.041665796f;
  static final float E3 = 0.16666666f;
  static final float E2 = 0.5f;
  // ln(1 + e) = 2 artanh(s) with s = e/(2 + e) ≤ 1/3, a series in s².
  static final float L15 = 2f / 15;
  static final float L13 = 2f / 13;
  static final float L11 = 2f / 11;
  static final float L9 = 2f / 9;
  static final float L7 = 2f / 7;
  static final float L5 = 2f / 5;
  static final float L3 = 2f / 3;
  // Of sine and cosine: π in three parts of few bits (Cody and Waite), a series on ±π/2.
  private static final float ONE_PI = 0.31830987f;
  private static final float PI_HIGH = 3.140625f;
  private static final float PI_MIDDLE = 9.675026e-4f;
  private static final float PI_LOW = 1.509958e-7f;
  private static final float S3 = -0.16666667f;
  private static final float S5 = 0.008333333f;
  private static final float S7 = -1.984127e-4f;
  private static final float S9 = 2.7557319e-6f;
  private static final float S11 = -2.5052108e-8f;

  private FloatFunctions() {}

  /** sin(x − (k + shift)π) · (−1)ᵏ · sign, k the integer that brings the angle within ±π/2. */
  static void sines(float[] x, int i, int n, float shift, float sign, float[] out, int o) {
    for (int t = 0; t < n; t++) {
      float v = x[i + t];
      float k = ((v * ONE_PI - shift) + ROUNDING) - ROUNDING;
      float half = (k * 0.5f + ROUNDING) - ROUNDING;
      float odd = k - 2 * half; // 0 or ±1
      float turns = k + shift;
      float r = ((v - turns * PI_HIGH) - turns * PI_MIDDLE) - turns * PI_LOW;
      float r2 = r * r;
      float p = (((S11 * r2 + S9) * r2 + S7) * r2 + S5) * r2 + S3;
      out[o + t] = (1 - 2 * odd * odd) * sign * (r + r * r2 * p);
    }
  }

  static void exp(float[] x, int i, int from, int to, float[] out, int o) {
    for (int t = from; t < to; t++) {
      out[o + t] = exp(Math.min(Math.max(x[i + t], LOWEST), HIGHEST));
    }
  }

  static void sigmoid(float[] x, int i, int from, int to, float[] out, int o) {
    for (int t = from; t < to; t++) {
      out[o + t] = sigmoid(x[i + t]);
    }
  }

  static float sigmoid(float x) {
    float e = exp(Math.max(-Math.abs(x), LOWEST));
    return (x < 0 ? e : 1) / (1 + e);
  }

  /** eˣ between {@link #LOWEST} and {@link #HIGHEST}. */
  private static float exp(float x) {
    float t = x * LOG2_E + ROUNDING;
    float k = t - ROUNDING;
    float r = (x - k * LN2_HIGH) - k * LN2_LOW;
    float p = ((((E7 * r + E6) * r + E5) * r + E4) * r + E3) * r + E2;
    p = (p * r) * r + r + 1;
    return p * Float.intBitsToFloat((Float.floatToRawIntBits(t) << 23) + ONE);
  }

  static void softplus(
      float[] x, int i, int from, int to, float shift, float[] y, int o, float[] slope, int p) {
    for (int n = from; n < to; n++) {
      float v = x[i + n];
      float e = exp(Math.max(-Math.abs(v), LOWEST));
      float s = e / (2 + e);
      float s2 = s * s;
      float log = ((((((L15 * s2 + L13) * s2 + L11) * s2 + L9) * s2 + L7) * s2 + L5) * s2 + L3);
      log = log * s2 + 2;
      slope[p + n] = (v < 0 ? e : 1) / (1 + e);
      y[o + n] = (Math.max(v, 0) + log * s) + shift;
    }
  }

  /** y = x σ, slope = σ (1 + x (1 − σ)). */
  static void silu(float[] x, int i, int from, int to, float[] y, int o, float[] slope, int p) {
    for (int t = from; t < to; t++) {
      float v = x[i + t];
      float s = sigmoid(v);
      slope[p + t] = s * ((1 - s) * v + 1);
      y[o + t] = v * s;
    }
  }

  /** out = σ (1 − σ) (2 + x (1 − 2σ)). */
  static void siluCurvature(float[] x, int i, int from, int to, float[] out, int o) {
    for (int t = from; t < to; t++) {
      float v = x[i + t];
      float s = sigmoid(v);
      float rest = sigmoid(-v);
      out[o + t] = (s * rest) * ((rest - s) * v + 2);
    }
  }
}
