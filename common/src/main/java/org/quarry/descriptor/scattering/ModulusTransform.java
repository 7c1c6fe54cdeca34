package org.quarry.descriptor.scattering;

import org.quarry.math.Kernels;
import org.quarry.math.fft.Band;
import org.quarry.math.fft.LineSink;
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
  private final Response first;
  private final Response second;
  private final Accumulator accumulator = new Accumulator();

  /** A workspace for moduli on a grid. */
  public ModulusTransform(RealBoxFft grid) {
    this(grid, Kernels.of(ModulusKernel.class, ScalarModulusKernel::new));
  }

  ModulusTransform(RealBoxFft grid, ModulusKernel kernel) {
    this.grid = grid;
    this.transform = grid.workspace();
    this.kernel = kernel;
    this.first = new Response(grid);
    this.second = new Response(grid);
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
