package org.quarry.math;

/**
 * The complementary error function erfc(x) = 2/√π ∫_x^∞ e^(−t²) dt with a relative error below
 * 4e−16 and the same bits on every machine. After {@code s_erf.c} of fdlibm 5.3, of which:
 *
 * <p>Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunPro, a Sun
 * Microsystems, Inc. business. Permission to use, copy, modify, and distribute this software is
 * freely granted, provided that this notice is preserved.
 */
public final class ErrorFunction {
  private static final double SMALL = 0.84375;
  private static final double MIDDLE = 1.25;
  private static final double LARGE = 1 / 0.35;
  private static final double VANISHED = 28;

  /** erf(1) in single precision. */
  private static final double ERF_1 = 0.8450629115104675;

  // Rational functions, coefficients from the constant term on.
  private static final double[] SMALL_P = {
    0.12837916709551256,
    -0.3250421072470015,
    -0.02848174957559851,
    -0.005770270296489442,
    -2.3763016656650163e-05
  };
  private static final double[] SMALL_Q = {
    1,
    0.39791722395915535,
    0.0650222499887673,
    0.005081306281875766,
    0.00013249473800432164,
    -3.960228278775368e-06
  };
  private static final double[] MIDDLE_P = {
    -0.0023621185607526594, 0.41485611868374833, -0.3722078760357013,
    0.31834661990116175, -0.11089469428239668, 0.035478304325618236,
    -0.002166375594868791
  };
  private static final double[] MIDDLE_Q = {
    1,
    0.10642088040084423,
    0.540397917702171,
    0.07182865441419627,
    0.12617121980876164,
    0.01363708391202905,
    0.011984499846799107
  };
  private static final double[] LARGE_P = {
    -0.009864944034847148, -0.6938585727071818, -10.558626225323291,
    -62.375332450326006, -162.39666946257347, -184.60509290671104,
    -81.2874355063066, -9.814329344169145
  };
  private static final double[] LARGE_Q = {
    1,
    19.651271667439257,
    137.65775414351904,
    434.56587747522923,
    645.3872717332679,
    429.00814002756783,
    108.63500554177944,
    6.570249770319282,
    -0.0604244152148581
  };
  private static final double[] TAIL_P = {
    -0.0098649429247001, -0.799283237680523, -17.757954917754752,
    -160.63638485582192, -637.5664433683896, -1025.0951316110772,
    -483.5191916086514
  };
  private static final double[] TAIL_Q = {
    1,
    30.33806074348246,
    325.7925129965739,
    1536.729586084437,
    3199.8582195085955,
    2553.0504064331644,
    474.52854120695537,
    -22.44095244658582
  };

  private ErrorFunction() {}

  /** erfc(x), from 2 at −∞ to 0 at ∞. */
  public static double erfc(double x) {
    double size = Math.abs(x);
    if (size < SMALL) {
      return nearZero(x);
    }
    if (size < MIDDLE) {
      double s = size - 1;
      double ratio = polynomial(MIDDLE_P, s) / polynomial(MIDDLE_Q, s);
      return x > 0 ? 1 - ERF_1 - ratio : 1 + (ERF_1 + ratio);
    }
    if (size < VANISHED) {
      return x > 0 ? tail(size) : 2 - tail(size);
    }
    return x > 0 ? 0 : x < 0 ? 2 : x;
  }

  private static double nearZero(double x) {
    double z = x * x;
    double y = polynomial(SMALL_P, z) / polynomial(SMALL_Q, z);
    return x < 0.25 ? 1 - (x + x * y) : 0.5 - (x - 0.5 + x * y);
  }

  /** e^(−x²) R(1/x²)/x, with x² split so that the exponential keeps its last digits. */
  private static double tail(double x) {
    double s = 1 / (x * x);
    double ratio =
        x < LARGE
            ? polynomial(LARGE_P, s) / polynomial(LARGE_Q, s)
            : polynomial(TAIL_P, s) / polynomial(TAIL_Q, s);
    double z = Double.longBitsToDouble(Double.doubleToRawLongBits(x) & 0xffffffff00000000L);
    return StrictMath.exp(-z * z - 0.5625) * StrictMath.exp((z - x) * (z + x) + ratio) / x;
  }

  private static double polynomial(double[] coefficients, double x) {
    double sum = 0;
    for (int k = coefficients.length - 1; k >= 0; k--) {
      sum = sum * x + coefficients[k];
    }
    return sum;
  }
}
