package org.quarry.math.fft;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The transform X_k = Σ_j x_j e^(−2πijk/n) of {@link Butterflies#LANES} lines at once, for any n:
 * Stockham passes of radices 8, 5, 4, 3, 2 and any odd prime up to {@value #LARGEST_RADIX}; a
 * length with a larger prime factor goes through a convolution of a smooth length (Bluestein, IEEE
 * Trans. Audio Electroacoust. 18, 451 (1970)). A plan is immutable.
 *
 * <p>There is no inverse: it is the same transform of lines whose real and imaginary parts have
 * changed places.
 */
final class LineFft {
  private static final int LARGEST_RADIX = 61;

  private final Butterflies butterflies;
  private final int length;
  private final int[] radices;
  private final double[][] twiddles;
  private final double[][] roots;
  private final int scratch;
  private final Chirp chirp;

  private LineFft(int length, Butterflies butterflies) {
    this.butterflies = butterflies;
    this.length = length;
    this.radices = radices(length);
    boolean smooth = radices[radices.length - 1] <= LARGEST_RADIX;
    this.chirp = smooth ? null : new Chirp(length, butterflies);
    int passes = smooth ? radices.length : 0;
    this.twiddles = new double[passes][];
    this.roots = new double[passes][];
    int widest = 0;
    int rest = length;
    for (int i = 0; i < passes; i++) {
      int r = radices[i];
      twiddles[i] = twiddles(rest, r);
      roots[i] = roots(r);
      widest = Math.max(widest, 2 * r * Butterflies.LANES);
      rest /= r;
    }
    this.scratch = widest;
  }

  static LineFft of(int length, Butterflies butterflies) {
    if (length < 1) {
      throw new IllegalArgumentException("a line has at least one element, got " + length);
    }
    return new LineFft(length, butterflies);
  }

  int length() {
    return length;
  }

  /** Numbers that each of the two blocks of a transform must hold. */
  int blockSize() {
    return Butterflies.ELEMENT * (chirp == null ? length : chirp.padded.length);
  }

  /** Numbers that the scratch array of a transform must hold. */
  int scratchSize() {
    return chirp == null ? scratch : chirp.padded.scratch;
  }

  /**
   * Transforms the lines in a block.
   *
   * @param block the lines; overwritten
   * @param other a second block; overwritten
   * @param small {@link #scratchSize} numbers; overwritten
   * @return the one of the two blocks that holds the result
   */
  double[] transform(double[] block, double[] other, double[] small) {
    if (chirp != null) {
      return chirp.transform(block, other, small);
    }
    double[] from = block;
    double[] to = other;
    int blocks = length;
    int stride = 1;
    for (int i = 0; i < radices.length; i++) {
      int r = radices[i];
      blocks /= r;
      double[] w = twiddles[i];
      switch (r) {
        case 1 -> System.arraycopy(from, 0, to, 0, Butterflies.ELEMENT);
        case 2 -> butterflies.two(from, to, blocks, stride, w);
        case 3 -> butterflies.three(from, to, blocks, stride, w);
        case 4 -> butterflies.four(from, to, blocks, stride, w);
        case 5 -> butterflies.five(from, to, blocks, stride, w);
        case 8 -> butterflies.eight(from, to, blocks, stride, w);
        default -> butterflies.odd(r, from, to, blocks, stride, w, roots[i], small);
      }
      stride *= r;
      double[] read = from;
      from = to;
      to = read;
    }
    return from;
  }

  /** Ascending but for the powers of two, which come first; 1 for a line of one element. */
  private static int[] radices(int length) {
    List<Integer> radices = new ArrayList<>();
    int rest = length;
    int twos = Integer.numberOfTrailingZeros(rest);
    rest >>= twos;
    for (; twos > 4 || twos == 3; twos -= 3) {
      radices.add(8);
    }
    for (; twos >= 2; twos -= 2) {
      radices.add(4);
    }
    if (twos == 1) {
      radices.add(2);
    }
    for (int p = 3; rest > 1; p += 2) {
      if ((long) p * p > rest) {
        p = rest;
      }
      for (; rest % p == 0; rest /= p) {
        radices.add(p);
      }
    }
    return radices.isEmpty()
        ? new int[] {1}
        : radices.stream().mapToInt(Integer::intValue).toArray();
  }

  private static double[] twiddles(int n, int r) {
    int m = n / r;
    double[] w = new double[2 * m * (r - 1)];
    for (int p = 0; p < m; p++) {
      for (int j = 1; j < r; j++) {
        int at = 2 * (p * (r - 1) + j - 1);
        w[at] = RootsOfUnity.cosine((long) p * j, n);
        w[at + 1] = -RootsOfUnity.sine((long) p * j, n);
      }
    }
    return w;
  }

  private static double[] roots(int r) {
    int h = (r - 1) / 2;
    double[] roots = new double[2 * h * h];
    for (int j = 1; j <= h; j++) {
      for (int k = 1; k <= h; k++) {
        int at = 2 * ((j - 1) * h + k - 1);
        roots[at] = RootsOfUnity.cosine((long) j * k, r);
        roots[at + 1] = RootsOfUnity.sine((long) j * k, r);
      }
    }
    return roots;
  }

  /** X_k = b̄_k Σ_j (x_j b̄_j) b_(k−j) with b_j = e^(πij²/n), as a cyclic convolution. */
  private static final class Chirp {
    private final int length;
    private final Butterflies butterflies;
    private final LineFft padded;
    private final double[] conjugate;
    private final double[] conjugateSpectrum;

    Chirp(int length, Butterflies butterflies) {
      this.length = length;
      this.butterflies = butterflies;
      int size = SmoothSizes.atLeast(2 * length - 1);
      this.padded = new LineFft(size, butterflies);
      this.conjugate = new double[2 * length];
      double[] block = new double[padded.blockSize()];
      for (int j = 0; j < length; j++) {
        long square = (long) j * j % (2L * length);
        double re = RootsOfUnity.cosine(square, 2 * length);
        double im = RootsOfUnity.sine(square, 2 * length);
        conjugate[2 * j] = re;
        conjugate[2 * j + 1] = -im;
        block[Butterflies.ELEMENT * j] = re;
        block[Butterflies.ELEMENT * j + Butterflies.LANES] = im;
        if (j > 0) {
          block[Butterflies.ELEMENT * (size - j)] = re;
          block[Butterflies.ELEMENT * (size - j) + Butterflies.LANES] = im;
        }
      }
      double[] spectrum =
          padded.transform(block, new double[block.length], new double[padded.scratch]);
      this.conjugateSpectrum = new double[2 * size];
      for (int k = 0; k < size; k++) {
        conjugateSpectrum[2 * k] = spectrum[Butterflies.ELEMENT * k] / size;
        conjugateSpectrum[2 * k + 1] =
            -spectrum[Butterflies.ELEMENT * k + Butterflies.LANES] / size;
      }
    }

    /** The inverse transform in the middle is a forward one of swapped parts. */
    double[] transform(double[] block, double[] other, double[] small) {
      int size = padded.length;
      butterflies.multiply(block, block, length, conjugate);
      Arrays.fill(block, Butterflies.ELEMENT * length, Butterflies.ELEMENT * size, 0);
      double[] spectrum = padded.transform(block, other, small);
      butterflies.multiplySwapped(spectrum, spectrum, size, conjugateSpectrum);
      double[] sum = padded.transform(spectrum, spectrum == block ? other : block, small);
      butterflies.multiplySwapped(sum, sum, length, conjugate);
      return sum;
    }
  }
}
