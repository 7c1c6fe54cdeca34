package org.quarry.descriptor.scattering;

import org.quarry.math.Kernels;
import org.quarry.math.fft.Band;
import org.quarry.math.fft.LineSink;
import org.quarry.math.fft.PlaneSource;
import org.quarry.math.fft.RealBoxFft;

/**
 * The modulus U(u) = (Σ_f |x ∗ ψ_f|²(u))^½ over the wavelets f of a group, from the spectrum of x,
 * and the sums of its powers.
 *
 * <p>The wavelet is multiplied into a plane of the spectrum just before the plane is transformed,
 * and squares, root and powers are taken of lines just after they were transformed: neither the
 * wavelet nor a response is ever stored. The grid of U may be coarser than that of x; the spectrum
 * is then cropped, so that U has the same values at the points of both grids where the wavelets
 * vanish beyond the coarser one's frequencies.
 *
 * <p>Belongs to one thread; allocates nothing while it works.
 */
public final class ModulusTransform {
  private static final int LANES = ModulusKernel.LANES;

  private final RealBoxFft grid;
  private final RealBoxFft.Workspace transform;
  private final ModulusKernel kernel;
  private final double[] field;
  private final double[] squares;
  private final Response first = new Response();
  private final Response second = new Response();
  private final Accumulator accumulator = new Accumulator();

  /** A workspace for moduli on a grid. */
  public ModulusTransform(RealBoxFft grid) {
    this(grid, Kernels.of(ModulusKernel.class, ScalarModulusKernel::new));
  }

  ModulusTransform(RealBoxFft grid, ModulusKernel kernel) {
    this.grid = grid;
    this.transform = grid.workspace();
    this.kernel = kernel;
    this.field = new double[grid.size()];
    this.squares = new double[LANES * grid.length(0)];
  }

  /** The grid of U. */
  public RealBoxFft grid() {
    return grid;
  }

  /** The Fourier transform's workspace, free between two moduli. */
  public RealBoxFft.Workspace transform() {
    return transform;
  }

  /** U of the last {@link #apply}, row-major; overwritten by the next. */
  public double[] field() {
    return field;
  }

  /**
   * Computes U and adds its powers up.
   *
   * @param source the spectrum of x
   * @param bank wavelets on a grid of the same box
   * @param group of wavelets whose responses are summed
   * @param sums cleared, then receives the sums over the grid of U
   */
  public void apply(Spectrum source, FilterBank bank, int group, PowerSums sums) {
    Band band = bank.band(group);
    checkGrids(source, bank, band);
    sums.clear();
    accumulator.sums = sums;
    int fields = bank.fields(group);
    for (int f = 0; f < fields; f += 2) {
      accumulator.begins = f == 0;
      accumulator.ends = f + 2 >= fields;
      first.of(source, bank, group, f);
      if (f + 1 < fields) {
        second.of(source, bank, group, f + 1);
        transform.inverse(first, second, band, accumulator);
      } else {
        transform.inverse(first, band, accumulator);
      }
    }
  }

  private void checkGrids(Spectrum source, FilterBank bank, Band band) {
    for (int axis = 0; axis < 3; axis++) {
      int n = grid.length(axis);
      boolean same = source.length(axis) == n && bank.length(axis) == n;
      boolean room =
          2L * band.limit(axis) < Math.min(n, Math.min(source.length(axis), bank.length(axis)));
      if (!same && !room) {
        throw new IllegalArgumentException(
            "a grid of "
                + n
                + " points along axis "
                + axis
                + " does not hold frequencies up to "
                + band.limit(axis));
      }
    }
  }

  /** A spectrum times the multiplier of one field. */
  private final class Response implements PlaneSource {
    private double[] line = new double[0];
    private Spectrum source;
    private FilterBank bank;
    private int group;
    private int index;

    private void of(Spectrum source, FilterBank bank, int group, int index) {
      this.source = source;
      this.bank = bank;
      this.group = group;
      this.index = index;
      if (line.length < bank.length(1)) {
        line = new double[bank.length(1)];
      }
    }

    @Override
    public void fill(int k0, double[] re, double[] im) {
      Band band = bank.band(group);
      int n2 = grid.length(2);
      int negative = Math.min(band.limit2(), n2 / 2);
      int positive = Math.min(band.limit2(), (n2 - 1) / 2);
      for (int k2 = -negative; k2 <= positive; k2++) {
        bank.line(group, index, k0, k2, line);
        int from = (k0 * source.length(2) + Math.floorMod(k2, source.length(2))) * source.length(1);
        int to = Math.floorMod(k2, n2) * grid.length(1);
        int n1 = grid.length(1);
        if (2L * band.limit1() >= n1) { // then all the grids are the same
          multiply(0, from, to, n1, re, im);
        } else {
          int limit = band.limit1();
          multiply(0, from, to, limit + 1, re, im);
          multiply(
              bank.length(1) - limit,
              from + source.length(1) - limit,
              to + n1 - limit,
              limit,
              re,
              im);
        }
      }
    }

    /** Times f, 1/n and (−i)^t. */
    private void multiply(int f, int from, int to, int count, double[] re, double[] im) {
      double factor = source.amplitude();
      int turns = bank.quarterTurns(group, index);
      if (turns == 0) {
        multiply(factor, f, source.re(), from, re, to, count);
        multiply(factor, f, source.im(), from, im, to, count);
      } else if (turns == 1) {
        multiply(factor, f, source.im(), from, re, to, count);
        multiply(-factor, f, source.re(), from, im, to, count);
      } else if (turns == 2) {
        multiply(-factor, f, source.re(), from, re, to, count);
        multiply(-factor, f, source.im(), from, im, to, count);
      } else {
        multiply(-factor, f, source.im(), from, re, to, count);
        multiply(factor, f, source.re(), from, im, to, count);
      }
    }

    private void multiply(
        double factor, int f, double[] x, int from, double[] y, int to, int count) {
      for (int i = 0; i < count; i++) {
        y[to + i] = factor * line[f + i] * x[from + i];
      }
    }
  }

  /** Squares, root and sums of powers of the lines as they come. */
  private final class Accumulator implements LineSink {
    private PowerSums sums;
    private boolean begins;
    private boolean ends;

    @Override
    public void two(double[] block, int column, int lanes) {
      kernel.squaresOfTwo(block, grid.length(0), squares);
      take(column, lanes);
    }

    @Override
    public void one(double[] block, int column, int lanes) {
      kernel.squaresOfOne(block, 0, grid.length(0), squares);
      take(column, Math.min(LANES, lanes));
      if (lanes > LANES) {
        kernel.squaresOfOne(block, LANES, grid.length(0), squares);
        take(column + LANES, lanes - LANES);
      }
    }

    private void take(int column, int lanes) {
      int count = grid.length(0);
      int stride = grid.length(1) * grid.length(2);
      if (!begins) {
        kernel.add(field, column, stride, count, lanes, squares);
      }
      if (ends) {
        kernel.root(squares, count);
        sums.add(squares, count);
      }
      kernel.store(squares, count, lanes, field, column, stride);
    }
  }
}
