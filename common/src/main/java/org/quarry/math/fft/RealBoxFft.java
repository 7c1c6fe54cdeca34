package org.quarry.math.fft;

import java.util.Arrays;
import org.quarry.math.Kernels;

/**
 * The discrete Fourier transform of a box of n0 × n1 × n2 real numbers, row-major:
 *
 * <pre>
 * forward  X_k = Σ_u x_u e^(−2πi (k0 u0/n0 + k1 u1/n1 + k2 u2/n2))
 * inverse  x_u = Σ_k X_k e^(+2πi (…)),      neither divided by anything
 * </pre>
 *
 * <p>Of a spectrum the half 0 ≤ k0 ≤ n0/2 is kept, the other being its conjugate, and it lies
 * <em>transposed</em>: X_k at {@code [(k0 n2 + k2) n1 + k1]}. That saves one of two transpositions
 * each way.
 *
 * <p>The inverse is made for what wavelets want. A {@link PlaneSource} gives the spectrum plane by
 * plane (a stored spectrum times a wavelet, never stored itself), two real fields share the lines
 * along the first axis, and a {@link LineSink} receives those while they are in cache. Only the
 * frequencies of a {@link Band} are looked at.
 *
 * <p>A plan is immutable and may be shared; every thread takes its own {@link Workspace}, which
 * allocates nothing while it transforms. The result has the same bits on every machine.
 */
public final class RealBoxFft {
  private static final int LANES = Butterflies.LANES;

  private final int n0;
  private final int n1;
  private final int n2;
  private final LineFft axis0;
  private final LineFft axis1;
  private final LineFft axis2;
  private final BlockMoves moves;

  private RealBoxFft(int n0, int n1, int n2, Butterflies butterflies, BlockMoves moves) {
    if (n0 < 1 || n1 < 1 || n2 < 1 || (long) n0 * n1 * n2 > Integer.MAX_VALUE / 2) {
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
  public static RealBoxFft of(int n0, int n1, int n2) {
    return new RealBoxFft(
        n0,
        n1,
        n2,
        Kernels.of(Butterflies.class, ScalarButterflies::new),
        Kernels.of(BlockMoves.class, ScalarBlockMoves::new));
  }

  /** The same plan without vector instructions. */
  static RealBoxFft scalar(int n0, int n1, int n2) {
    return new RealBoxFft(n0, n1, n2, new ScalarButterflies(), new ScalarBlockMoves());
  }

  /** Length of the axis 0, 1 or 2. */
  public int length(int axis) {
    return axis == 0 ? n0 : axis == 1 ? n1 : n2;
  }

  /** Numbers in a box. */
  public int size() {
    return n0 * n1 * n2;
  }

  /** Complex numbers in the half of a spectrum that is kept. */
  public int spectrumSize() {
    return (n0 / 2 + 1) * n1 * n2;
  }

  /** A workspace, for one thread: four arrays of {@link #spectrumSize} and some lines. */
  public Workspace workspace() {
    return new Workspace();
  }

  /** Transforms boxes, one at a time. */
  public final class Workspace {
    private final double[] block;
    private final double[] other;
    private final double[] small;
    private final double[] planeRe = new double[n1 * n2];
    private final double[] planeIm = new double[n1 * n2];
    private final double[] firstRe = new double[spectrumSize()];
    private final double[] firstIm = new double[spectrumSize()];
    private final double[] secondRe = new double[spectrumSize()];
    private final double[] secondIm = new double[spectrumSize()];

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

    /**
     * Transforms a box.
     *
     * @param box read only
     * @param re receives the real parts of the half spectrum within the band; the rest of it is
     *     left as it is
     * @param im receives the imaginary parts
     */
    public void forward(double[] box, double[] re, double[] im, Band band) {
      int columns = n1 * n2;
      int half = Math.min(band.limit0(), n0 / 2) + 1;
      for (int at = 0; at < columns; at += 2 * LANES) {
        int lanes = Math.min(2 * LANES, columns - at);
        moves.gatherReal(box, at, columns, n0, lanes, block);
        double[] lines = axis0.transform(block, other, small);
        moves.split(lines, n0, half, lanes, firstRe, firstIm, at, columns);
      }
      for (int k0 = 0; k0 < half; k0++) {
        int plane = k0 * columns;
        for (int u2 = 0; u2 < n2; u2 += LANES) {
          int lanes = Math.min(LANES, n2 - u2);
          moves.gather(firstRe, firstIm, plane + u2, n2, 0, n1, lanes, block);
          double[] lines = axis1.transform(block, other, small);
          moves.scatter(lines, 0, n1, lanes, planeRe, planeIm, u2, n2);
        }
        forwardRows(re, im, plane, 0, Band.above(band.limit1(), n1), band);
        forwardRows(re, im, plane, Band.below(band.limit1(), n1), n1, band);
      }
    }

    private void forwardRows(double[] re, double[] im, int plane, int from, int to, Band band) {
      for (int k1 = from; k1 < to; k1 += LANES) {
        int lanes = Math.min(LANES, to - k1);
        moves.gatherRows(planeRe, planeIm, k1 * n2, n2, 0, n2, lanes, block);
        double[] lines = axis2.transform(block, other, small);
        int above = Band.above(band.limit2(), n2);
        int below = Band.below(band.limit2(), n2);
        moves.scatter(lines, 0, above, lanes, re, im, plane + k1, n1);
        moves.scatter(lines, below, n2, lanes, re, im, plane + k1, n1);
      }
    }

    /** Transforms two spectra that are zero outside the band; the sink receives both fields. */
    public void inverse(PlaneSource first, PlaneSource second, Band band, LineSink sink) {
      int columns = n1 * n2;
      int limit = Math.min(band.limit0(), n0 / 2);
      planes(first, band, limit, firstRe, firstIm);
      planes(second, band, limit, secondRe, secondIm);
      for (int at = 0; at < columns; at += LANES) {
        int lanes = Math.min(LANES, columns - at);
        moves.merge(
            firstRe, firstIm, at, lanes, secondRe, secondIm, at, lanes, columns, limit, n0, block);
        sink.two(axis0.transform(block, other, small), at, lanes);
      }
    }

    /** Transforms a spectrum that is zero outside the band; the sink receives the field. */
    public void inverse(PlaneSource only, Band band, LineSink sink) {
      int columns = n1 * n2;
      int limit = Math.min(band.limit0(), n0 / 2);
      planes(only, band, limit, firstRe, firstIm);
      for (int at = 0; at < columns; at += 2 * LANES) {
        int lanes = Math.min(LANES, columns - at);
        int next = Math.min(LANES, columns - at - lanes);
        moves.merge(
            firstRe,
            firstIm,
            at,
            lanes,
            firstRe,
            firstIm,
            at + lanes,
            next,
            columns,
            limit,
            n0,
            block);
        sink.one(axis0.transform(block, other, small), at, lanes + next);
      }
    }

    /** The inverse along the last two axes: (k0, k2, k1) becomes (k0, u1, u2). */
    private void planes(PlaneSource source, Band band, int limit, double[] re, double[] im) {
      int above1 = Band.above(band.limit1(), n1);
      int below1 = Band.below(band.limit1(), n1);
      for (int k0 = 0; k0 <= limit; k0++) {
        source.fill(k0, planeRe, planeIm);
        inverseLines(0, above1, band);
        inverseLines(below1, n1, band);
        for (int u2 = 0; u2 < n2; u2 += LANES) {
          int lanes = Math.min(LANES, n2 - u2);
          moves.gatherRows(planeIm, planeRe, u2 * n1, n1, 0, above1, lanes, block);
          moves.gatherRows(planeIm, planeRe, u2 * n1, n1, below1, n1, lanes, block);
          clear(above1, below1);
          double[] lines = axis1.transform(block, other, small);
          moves.scatter(lines, 0, n1, lanes, im, re, k0 * n1 * n2 + u2, n2);
        }
      }
    }

    private void inverseLines(int from, int to, Band band) {
      int above = Band.above(band.limit2(), n2);
      int below = Band.below(band.limit2(), n2);
      for (int k1 = from; k1 < to; k1 += LANES) {
        int lanes = Math.min(LANES, to - k1);
        moves.gather(planeIm, planeRe, k1, n1, 0, above, lanes, block);
        moves.gather(planeIm, planeRe, k1, n1, below, n2, lanes, block);
        clear(above, below);
        double[] lines = axis2.transform(block, other, small);
        moves.scatter(lines, 0, n2, lanes, planeIm, planeRe, k1, n1);
      }
    }

    private void clear(int from, int to) {
      Arrays.fill(block, Butterflies.ELEMENT * from, Butterflies.ELEMENT * to, 0);
    }
  }
}
