package org.quarry.descriptor.soap;

import java.util.Arrays;
import org.quarry.descriptor.soap.SpectrumBlocks.Block;
import org.quarry.math.Kernels;

/**
 * How the power spectrum of a centre changes when the vectors v to its neighbours change by δv:
 *
 * <pre>
 * δc_nlm  = Σ_i [ (v·δv/|v|) f'_nl(|v|) R_lm(v) + f_nl(|v|) δv·∂R_lm/∂v ]
 * δp_nn'l = P_l Σ_m ( δc_nlm c'_n'lm + c_nlm δc'_n'lm )
 * </pre>
 */
final class SpectrumTangent {
  private final SpectrumBlocks blocks;
  private final NeighborBatch batch;
  private final TangentKernel kernel = Kernels.of(TangentKernel.class, ScalarTangentKernel::new);
  private final JacobianKernel packer = Kernels.of(JacobianKernel.class, ScalarJacobianKernel::new);
  private final int nMax;
  private final int lMax;
  private final double[] f;
  private final double[] slope;
  private final double[][] radial;
  private final double[][] angular;
  private final double[][] dy;
  private final double[][] dz;
  private final double[] x = new double[NeighborBatch.CAPACITY];
  private final double[] y = new double[NeighborBatch.CAPACITY];
  private final double[] z = new double[NeighborBatch.CAPACITY];
  private final double[] along = new double[NeighborBatch.CAPACITY];
  private final double[][] tangents;
  private final double[] square;
  private final double[] factors;

  SpectrumTangent(Soap soap, SpectrumBlocks blocks, NeighborBatch batch) {
    this.blocks = blocks;
    this.batch = batch;
    this.nMax = soap.parameters().nMax();
    this.lMax = soap.parameters().lMax();
    int functions = (lMax + 1) * nMax;
    int harmonics = (lMax + 1) * (lMax + 1);
    int width = Coefficients.width(nMax);
    this.f = new double[soap.radial().room(NeighborBatch.CAPACITY)];
    this.slope = new double[f.length];
    this.radial = new double[harmonics][NeighborBatch.CAPACITY];
    this.angular = new double[harmonics][NeighborBatch.CAPACITY];
    this.dy = new double[harmonics][NeighborBatch.CAPACITY];
    this.dz = new double[harmonics][NeighborBatch.CAPACITY];
    this.tangents = new double[blocks.densities()][harmonics * width];
    this.square = new double[functions * width];
    this.factors = new double[lMax + 1];
    for (int l = 0; l <= lMax; l++) {
      factors[l] = SpectrumBlocks.prefactor(l);
    }
  }

  void clear() {
    for (double[] tangent : tangents) {
      Arrays.fill(tangent, 0);
    }
  }

  /**
   * Adds what the neighbours of a centre do to the coefficients.
   *
   * @param motion δr of every atom of the configuration, 3 numbers each in Å
   * @param strain δε xx yy zz yz xz xy
   */
  void add(Neighborhood neighborhood, double[] motion, double[] strain) {
    for (int channel = 0; channel < blocks.channels(); channel++) {
      batch.clear();
      for (int k = 0; k < neighborhood.count(); k++) {
        if (blocks.channels() == 1 || neighborhood.species[k] == channel) {
          batch.add(neighborhood, k);
          if (batch.full()) {
            flush(channel, neighborhood.moving(), motion, strain);
          }
        }
      }
      if (batch.count() > 0) {
        flush(channel, neighborhood.moving(), motion, strain);
      }
    }
  }

  private void flush(int channel, int moving, double[] motion, double[] strain) {
    int count = batch.count();
    displace(count, moving, motion, strain);
    batch.evaluateHarmonics();
    batch.gradient().evaluate(count, batch.values, angular, dy, dz);
    for (int lm = 0; lm < angular.length; lm++) {
      project(count, x, y, z, angular[lm], dy[lm], dz[lm]);
      scale(count, along, batch.values[lm], radial[lm]);
    }
    batch.tabulate(0, count, f, slope);
    kernel.expand(count, lMax, nMax, f, slope, radial, angular, tangents[channel]);
    if (blocks.hasTotal()) {
      kernel.expand(count, lMax, nMax, f, slope, radial, angular, tangents[blocks.channels()]);
    }
    batch.clear();
  }

  /** δv of every neighbour in units of R, and the slope's factor. */
  private void displace(int count, int moving, double[] motion, double[] strain) {
    double unit = batch.perAngstrom();
    for (int j = 0; j < count; j++) {
      int atom = 3 * batch.atoms[j];
      double u = batch.x[j];
      double v = batch.y[j];
      double w = batch.z[j];
      x[j] = unit * motion[atom] + strain[0] * u + strain[5] * v + strain[4] * w;
      y[j] = unit * motion[atom + 1] + strain[5] * u + strain[1] * v + strain[3] * w;
      z[j] = unit * motion[atom + 2] + strain[4] * u + strain[3] * v + strain[2] * w;
      if (moving >= 0) {
        x[j] -= unit * motion[3 * moving];
        y[j] -= unit * motion[3 * moving + 1];
        z[j] -= unit * motion[3 * moving + 2];
      }
      along[j] = batch.outward(j) * (u * x[j] + v * y[j] + w * z[j]);
    }
  }

  /** The derivative along δv in place of that by x. */
  private static void project(
      int count, double[] x, double[] y, double[] z, double[] dx, double[] dy, double[] dz) {
    for (int j = 0; j < count; j++) {
      dx[j] = x[j] * dx[j] + y[j] * dy[j] + z[j] * dz[j];
    }
  }

  private static void scale(int count, double[] factor, double[] from, double[] to) {
    for (int j = 0; j < count; j++) {
      to[j] = factor[j] * from[j];
    }
  }

  /**
   * Writes the change of a row, given the coefficients of its centre.
   *
   * @param row has features, of which the first is at {@code offset}
   */
  void write(Coefficients coefficients, int center, double[] row, int offset, int features) {
    Arrays.fill(row, offset, offset + features, 0);
    for (Block block : blocks.blocks()) {
      if (coefficients.present(center, block.left())
          && coefficients.present(center, block.right())) {
        kernel.multiply(
            lMax,
            nMax,
            factors,
            coefficients.values(),
            coefficients.offset(center, block.left()),
            coefficients.offset(center, block.right()),
            tangents[block.left()],
            tangents[block.right()],
            square);
        int at = offset + block.offset();
        packer.pack(lMax, nMax, block.symmetric(), 0, square, row, at);
      }
    }
  }
}
