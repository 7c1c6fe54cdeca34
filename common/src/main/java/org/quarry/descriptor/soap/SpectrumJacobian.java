package org.quarry.descriptor.soap;

import java.util.Arrays;
import org.quarry.descriptor.soap.SpectrumBlocks.Block;
import org.quarry.math.Kernels;

/**
 * The derivatives of one centre's power spectrum by the positions of the atoms in its reach. With v
 * the vector to a neighbour, f_nl its radial functions, A_nl = Σ_m c_nlm R_lm(v) and B_nl = Σ_m
 * c_nlm ∂R_lm/∂v,
 *
 * <pre>
 * ∂p_nn'l/∂v = P_l [ v/|v| (f'_nl A'_n'l + A_nl f'_n'l) + f_nl B'_n'l + B_nl f_n'l ]
 * </pre>
 *
 * where a term is left out if the neighbour is not in the density that it differentiates.
 */
final class SpectrumJacobian {
  private final SpectrumBlocks blocks;
  private final NeighborBatch batch;
  private final JacobianKernel kernel = Kernels.of(JacobianKernel.class, ScalarJacobianKernel::new);
  private final int nMax;
  private final int lMax;
  private final int width;
  private final int features;
  private final double[][] dx;
  private final double[][] dy;
  private final double[][] dz;
  private final double[] rawValue;
  private final double[] rawSlope;
  private final double[] f;
  private final double[] slope;
  private final double[][] products;
  private final double[] nothing;
  private final double[][] squares;
  private final double[] prefactors;
  private final boolean[] touched;
  private final boolean[] needed;

  private int[] atoms = new int[0];
  private int count;
  private double[] derivatives = new double[0];

  // Where the blocks of the atoms are written: one after the other, or at the places of the atoms.
  private double[] target = derivatives;
  private int base;
  private boolean spread;

  SpectrumJacobian(Soap soap, SpectrumBlocks blocks, NeighborBatch batch) {
    this.blocks = blocks;
    this.batch = batch;
    this.nMax = soap.parameters().nMax();
    this.lMax = soap.parameters().lMax();
    this.width = Coefficients.width(nMax);
    this.features = soap.features();
    this.dx = new double[soap.harmonics().size()][NeighborBatch.CAPACITY];
    this.dy = new double[soap.harmonics().size()][NeighborBatch.CAPACITY];
    this.dz = new double[soap.harmonics().size()][NeighborBatch.CAPACITY];
    this.rawValue = new double[soap.radial().room(1)];
    this.rawSlope = new double[soap.radial().room(1)];
    this.f = new double[(lMax + 1) * width];
    this.slope = new double[(lMax + 1) * width];
    this.products = new double[blocks.densities()][4 * (lMax + 1) * width];
    this.nothing = new double[4 * (lMax + 1) * width];
    this.squares = new double[blocks.blocks().size()][3 * (lMax + 1) * nMax * width];
    this.touched = new boolean[blocks.blocks().size()];
    this.needed = new boolean[blocks.densities()];
    this.prefactors = new double[lMax + 1];
    for (int l = 0; l <= lMax; l++) {
      prefactors[l] = SpectrumBlocks.prefactor(l) * batch.perAngstrom();
    }
  }

  /** Atoms in reach of the centre that was computed last, itself included if it is one. */
  int count() {
    return count;
  }

  /** Those atoms, ascending. */
  int[] atoms() {
    return atoms;
  }

  /** Their derivatives, [atom][x, y, z][feature]. */
  double[] derivatives() {
    return derivatives;
  }

  /** Computes the derivatives of one centre, whose expansion stands at {@code center}. */
  void compute(Coefficients coefficients, int center, Neighborhood neighborhood) {
    list(neighborhood);
    long length = 3L * count * features;
    if (length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "soap: derivatives of " + features + " features by " + count + " atoms need two arrays");
    }
    if (derivatives.length < length) {
      derivatives = new double[(int) length];
    }
    target = derivatives;
    base = 0;
    spread = false;
    fill(coefficients, center, neighborhood);
  }

  /** The same for all n atoms, to 3·n·features numbers from an offset on. */
  void computeAll(
      Coefficients coefficients,
      int center,
      Neighborhood neighborhood,
      int n,
      double[] into,
      int offset) {
    list(neighborhood);
    target = into;
    base = offset;
    spread = true;
    for (int row = 0, atom = 0; atom < n; atom++) {
      if (row < count && atoms[row] == atom) {
        row++;
      } else {
        Arrays.fill(into, offset + atom * 3 * features, offset + (atom + 1) * 3 * features, 0);
      }
    }
    fill(coefficients, center, neighborhood);
  }

  /** First number of a block. */
  private int start(int row) {
    return base + (spread ? atoms[row] : row) * 3 * features;
  }

  private void fill(Coefficients coefficients, int center, Neighborhood neighborhood) {
    int moving = neighborhood.moving();
    int movingRow = moving < 0 ? -1 : Arrays.binarySearch(atoms, 0, count, moving);
    if (moving >= 0) {
      Arrays.fill(target, start(movingRow), start(movingRow) + 3 * features, 0);
    }
    int row = -1;
    int k = 0;
    while (k < neighborhood.count()) {
      batch.clear();
      for (; k < neighborhood.count() && !batch.full(); k++) {
        if (neighborhood.atoms[k] != moving) {
          batch.add(neighborhood, k);
        }
      }
      batch.evaluateHarmonics();
      batch.gradient().evaluate(batch.count(), batch.values, dx, dy, dz);
      for (int j = 0; j < batch.count(); j++) {
        boolean first = row < 0 || atoms[row] != batch.atoms[j];
        if (first) {
          close(row, movingRow);
          row = next(row, batch.atoms[j]);
          open(coefficients, center, channel(batch.species[j]), row);
        }
        addNeighbor(coefficients, center, channel(batch.species[j]), j, first);
      }
    }
    close(row, movingRow);
  }

  private int channel(int species) {
    return blocks.channels() == 1 ? 0 : species;
  }

  /** Fills the list of atoms. */
  private void list(Neighborhood neighborhood) {
    if (atoms.length < neighborhood.count() + 1) {
      atoms = new int[2 * neighborhood.count() + 1];
    }
    count = 0;
    int pending = neighborhood.moving();
    for (int k = 0; k < neighborhood.count(); k++) {
      int atom = neighborhood.atoms[k];
      if (pending >= 0 && atom >= pending) {
        atoms[count++] = pending;
        pending = -1;
      }
      if (count == 0 || atoms[count - 1] != atom) {
        atoms[count++] = atom;
      }
    }
    if (pending >= 0) {
      atoms[count++] = pending;
    }
  }

  private int next(int row, int atom) {
    int at = row + 1;
    while (atoms[at] != atom) {
      at++;
    }
    return at;
  }

  /** Finds the blocks that an atom has a part in. */
  private void open(Coefficients coefficients, int center, int channel, int row) {
    Arrays.fill(needed, false);
    boolean all = true;
    for (int b = 0; b < touched.length; b++) {
      Block block = blocks.blocks().get(b);
      boolean movesLeft =
          blocks.adds(channel, block.left()) && coefficients.present(center, block.right());
      boolean movesRight =
          blocks.adds(channel, block.right()) && coefficients.present(center, block.left());
      touched[b] = movesLeft || movesRight;
      all &= touched[b];
      needed[block.right()] |= movesLeft;
      needed[block.left()] |= movesRight;
    }
    if (!all) {
      Arrays.fill(target, start(row), start(row) + 3 * features, 0);
    }
  }

  private void addNeighbor(
      Coefficients coefficients, int center, int channel, int j, boolean first) {
    batch.tabulate(j, j + 1, rawValue, rawSlope);
    for (int l = 0; l <= lMax; l++) {
      for (int n = 0; n < nMax; n++) {
        f[l * width + n] = prefactors[l] * rawValue[l * nMax + n];
        slope[l * width + n] = prefactors[l] * rawSlope[l * nMax + n];
      }
    }
    for (int density = 0; density < needed.length; density++) {
      if (needed[density]) {
        int at = coefficients.offset(center, density);
        kernel.project(
            lMax, width, coefficients.values(), at, j, batch.values, dx, dy, dz, products[density]);
      }
    }
    double outward = batch.outward(j);
    double x = batch.x[j] * outward;
    double y = batch.y[j] * outward;
    double z = batch.z[j] * outward;
    for (int b = 0; b < touched.length; b++) {
      if (touched[b]) {
        Block block = blocks.blocks().get(b);
        double[] left = blocks.adds(channel, block.right()) ? products[block.left()] : nothing;
        double[] right = blocks.adds(channel, block.left()) ? products[block.right()] : nothing;
        kernel.combine(
            lMax, nMax, first, block.symmetric(), x, y, z, f, slope, left, right, squares[b]);
      }
    }
  }

  /** Writes what has been summed over the images of an atom. */
  private void close(int row, int movingRow) {
    if (row < 0) {
      return;
    }
    for (int b = 0; b < touched.length; b++) {
      if (touched[b]) {
        Block block = blocks.blocks().get(b);
        for (int axis = 0; axis < 3; axis++) {
          int offset = start(row) + axis * features + block.offset();
          kernel.pack(lMax, nMax, block.symmetric(), axis, squares[b], target, offset);
        }
      }
    }
    if (movingRow >= 0) {
      subtract(3 * features, target, start(row), start(movingRow));
    }
  }

  private static void subtract(int count, double[] values, int from, int to) {
    for (int i = 0; i < count; i++) {
      values[to + i] -= values[from + i];
    }
  }
}
