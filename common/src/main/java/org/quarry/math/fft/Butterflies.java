package org.quarry.math.fft;

/**
 * The passes of a Stockham transform over {@value #LANES} lines at once. A block holds element e of
 * lane v at {@code [16 e + v]} (real part) and {@code [16 e + 8 + v]} (imaginary part), so every
 * operation is the same in all lanes and no lane knows of another.
 *
 * <p>A pass of radix r with {@code blocks} m and {@code stride} s reads r elements and writes
 *
 * <pre>
 * to[q + s (r p + j)] = ω_(rm)^(pj) Σ_t ω_r^(tj) from[q + s (p + m t)],   ω_n = e^(−2πi/n)
 * </pre>
 *
 * for 0 ≤ p &lt; m, 0 ≤ q &lt; s and 0 ≤ j &lt; r. {@code twiddles} holds cos and −sin of
 * ω_(rm)^(pj) at 2 (p (r − 1) + j − 1). Passes one after the other, s growing from 1 by factors r,
 * make a transform in natural order.
 */
interface Butterflies {
  /** Lines in a block. */
  int LANES = 8;

  /** Numbers an element of a block takes. */
  int ELEMENT = 2 * LANES;

  void two(double[] from, double[] to, int blocks, int stride, double[] twiddles);

  void three(double[] from, double[] to, int blocks, int stride, double[] twiddles);

  void four(double[] from, double[] to, int blocks, int stride, double[] twiddles);

  void five(double[] from, double[] to, int blocks, int stride, double[] twiddles);

  void eight(double[] from, double[] to, int blocks, int stride, double[] twiddles);

  /**
   * Any odd radix, in a number of operations that grows with its square.
   *
   * @param roots cos and sin of 2πjk/r at 2 ((j − 1) h + k − 1), 1 ≤ j, k ≤ h = (r − 1)/2
   * @param scratch at least 4 h {@value #LANES} numbers
   */
  void odd(
      int radix,
      double[] from,
      double[] to,
      int blocks,
      int stride,
      double[] twiddles,
      double[] roots,
      double[] scratch);

  /** {@code to[e] = from[e] · factors[e]}, factors as real and imaginary parts in turn. */
  void multiply(double[] from, double[] to, int count, double[] factors);

  /**
   * {@code to[e] = i · conj(from[e]) · factors[e]}: real and imaginary part change places first.
   */
  void multiplySwapped(double[] from, double[] to, int count, double[] factors);
}
