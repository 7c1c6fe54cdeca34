package org.quarry.math.fft;

import org.quarry.math.Kernels;

/**
 * The discrete Fourier transform of a box of n0 × n1 × n2 complex numbers, row-major, real and
 * imaginary parts in two arrays, in place:
 *
 * <pre>
 * forward  X_k = Σ_u x_u e^(−2πi (k0 u0/n0 + k1 u1/n1 + k2 u2/n2))
 * inverse  x_u = Σ_k X_k e^(+2πi (…)),      neither divided by anything
 * </pre>
 *
 * <p>Sizes may be any numbers; those with small prime factors are fast. A plan is immutable and may
 * be shared; every thread takes its own {@link Workspace}, which allocates nothing while it
 * transforms. Eight lines of the box are transformed at a time, gathered into a buffer that stays
 * in the first levels of cache, so that vector instructions work across independent lines: the
 * result has the same bits on every machine.
 */
public final class BoxFft {
  private final int n0;
  private final int n1;
  private final int n2;
  private final LineFft axis0;
  private final LineFft axis1;
  private final LineFft axis2;
  private final BlockMoves moves;

  private BoxFft(int n0, int n1, int n2, Butterflies butterflies, BlockMoves moves) {
    if (n0 < 1 || n1 < 1 || n2 < 1 || (long) n0 * n1 * n2 > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a box of " + n0 + " x " + n1 + " x " + n2 + " cannot be transformed");
    }
    this.n0 = n0;
    this.n1 = n1;
    this.n2 = n2;
    this.axis0 = LineFft.of(n0, butterflies);
    this.axis1 = n1 == n0 ? axis0 : LineFft.of(n1, butterflies);
    this.axis2 = n2 == n0 ? axis0 : n2 == n1 ? axis1 : LineFft.of(n2, butterflies);
    this.moves = moves;
  }

  /**
   * A plan for boxes of a size.
   *
   * @throws IllegalArgumentException if a size is below 1 or the box too large for an array
   */
  public static BoxFft of(int n0, int n1, int n2) {
    return new BoxFft(
        n0,
        n1,
        n2,
        Kernels.of(Butterflies.class, ScalarButterflies::new),
        Kernels.of(BlockMoves.class, ScalarBlockMoves::new));
  }

  /** The same plan without vector instructions. */
  static BoxFft scalar(int n0, int n1, int n2) {
    return new BoxFft(n0, n1, n2, new ScalarButterflies(), new ScalarBlockMoves());
  }

  /** Numbers in a box. */
  public int size() {
    return n0 * n1 * n2;
  }

  /** A workspace, for one thread. */
  public Workspace workspace() {
    return new Workspace();
  }

  /** Transforms boxes, one at a time. */
  public final class Workspace {
    private final double[] block;
    private final double[] other;
    private final double[] small;

    private Workspace() {
      int size = 0;
      int scratch = 0;
      for (LineFft axis : new LineFft[] {axis0, axis1, axis2}) {
        size = Math.max(size, axis.blockSize());
        scratch = Math.max(scratch, axis.scratchSize());
      }
      this.block = new double[size];
      this.other = new double[size];
      this.small = new double[scratch];
    }

    /** Transforms a box in place. */
    public void forward(double[] re, double[] im) {
      forward(re, im, Band.ALL);
    }

    /** Transforms a box in place; only frequencies within the band are right afterwards. */
    public void forward(double[] re, double[] im, Band band) {
      check(re, im);
      first(re, im, n1 * n2);
      second(re, im, band);
      third(re, im, band);
    }

    /** Transforms a spectrum in place. */
    public void inverse(double[] re, double[] im) {
      inverse(re, im, Band.ALL);
    }

    /**
     * Transforms in place a spectrum that is zero outside the band; lines that hold nothing are
     * skipped.
     */
    public void inverse(double[] re, double[] im, Band band) {
      check(re, im);
      third(im, re, band);
      second(im, re, band);
      first(im, re, n1 * n2);
    }

    private void check(double[] re, double[] im) {
      if (re.length < size() || im.length < size()) {
        throw new IllegalArgumentException(
            "a box of "
                + size()
                + " numbers does not fit arrays of "
                + re.length
                + " and "
                + im.length);
      }
    }

    private void first(double[] re, double[] im, int plane) {
      for (int at = 0; at < plane; at += Butterflies.LANES) {
        lines(axis0, re, im, at, plane, Math.min(Butterflies.LANES, plane - at));
      }
    }

    private void second(double[] re, double[] im, Band band) {
      int above = Band.above(band.limit0(), n0);
      int below = Band.below(band.limit0(), n0);
      for (int k0 = 0; k0 < n0; k0 = k0 == above - 1 ? below : k0 + 1) {
        for (int at = 0; at < n2; at += Butterflies.LANES) {
          lines(axis1, re, im, k0 * n1 * n2 + at, n2, Math.min(Butterflies.LANES, n2 - at));
        }
      }
    }

    private void third(double[] re, double[] im, Band band) {
      int above = Band.above(band.limit0(), n0);
      int below = Band.below(band.limit0(), n0);
      for (int k0 = 0; k0 < n0; k0 = k0 == above - 1 ? below : k0 + 1) {
        rows(re, im, k0, 0, Band.above(band.limit1(), n1));
        rows(re, im, k0, Band.below(band.limit1(), n1), n1);
      }
    }

    private void rows(double[] re, double[] im, int k0, int from, int to) {
      for (int k1 = from; k1 < to; k1 += Butterflies.LANES) {
        int lanes = Math.min(Butterflies.LANES, to - k1);
        int offset = (k0 * n1 + k1) * n2;
        moves.gatherRows(re, im, offset, n2, 0, n2, lanes, block);
        double[] result = axis2.transform(block, other, small);
        moves.scatterRows(result, 0, n2, lanes, re, im, offset, n2);
      }
    }

    private void lines(LineFft axis, double[] re, double[] im, int offset, int stride, int lanes) {
      moves.gather(re, im, offset, stride, 0, axis.length(), lanes, block);
      double[] result = axis.transform(block, other, small);
      moves.scatter(result, 0, axis.length(), lanes, re, im, offset, stride);
    }
  }
}
