package org.quarry.descriptor.soap;

import static org.quarry.descriptor.soap.Coefficients.LANES;

import java.util.Arrays;
import org.quarry.descriptor.soap.Compression.Mode;
import org.quarry.math.Kernels;

/**
 * What moving the neighbours of one centre does to Σ a_nlm c_nlm, with v the vector to a neighbour
 * and f_nl its radial functions:
 *
 * <pre>
 * ∂/∂v = Σ_lm [ v/|v| R_lm(v) Σ_n a_nlm f'_nl(|v|) + ∂R_lm/∂v Σ_n a_nlm f_nl(|v|) ]
 * </pre>
 *
 * <p>The sums over n come first, so a neighbour costs two small matrix–vector products whatever the
 * number of features.
 */
final class ExpansionGradient {
  private final NeighborBatch batch;
  private final AdjointKernel kernel = Kernels.of(AdjointKernel.class, ScalarAdjointKernel::new);
  private final boolean blind;
  private final int nMax;
  private final int lMax;
  private final int functions;
  private final double[] f;
  private final double[] slope;
  private final double[] tile;
  private final double[] slopeTile;
  private final double[][] b;
  private final double[] radial = new double[NeighborBatch.CAPACITY];
  private final double[] gx = new double[NeighborBatch.CAPACITY];
  private final double[] gy = new double[NeighborBatch.CAPACITY];
  private final double[] gz = new double[NeighborBatch.CAPACITY];

  ExpansionGradient(Soap soap, NeighborBatch batch) {
    this.batch = batch;
    this.blind = soap.parameters().compression().mode() == Mode.MU2;
    this.nMax = soap.parameters().nMax();
    this.lMax = soap.parameters().lMax();
    this.functions = (lMax + 1) * nMax;
    this.f = new double[soap.radial().room(LANES)];
    this.slope = new double[soap.radial().room(LANES)];
    this.tile = new double[functions * LANES];
    this.slopeTile = new double[functions * LANES];
    this.b = new double[(lMax + 1) * (lMax + 1)][NeighborBatch.CAPACITY];
  }

  /**
   * Adds the gradients of the neighbours that belong to a channel.
   *
   * @param a ∂E/∂c of the channel, padded
   * @param channel their species; ignored for an element-blind expansion
   * @param gradient receives ∂E/∂r of the atoms, 3 numbers each
   * @param strain receives Σ v ∂E/∂v: xx yy zz yz xz xy
   */
  void add(double[] a, int channel, Neighborhood neighborhood, double[] gradient, double[] strain) {
    batch.clear();
    for (int k = 0; k < neighborhood.count(); k++) {
      if (blind || neighborhood.species[k] == channel) {
        batch.add(neighborhood, k);
        if (batch.full()) {
          flush(a, neighborhood.moving(), gradient, strain);
        }
      }
    }
    if (batch.count() > 0) {
      flush(a, neighborhood.moving(), gradient, strain);
    }
  }

  private void flush(double[] a, int moving, double[] gradient, double[] strain) {
    int count = batch.count();
    batch.evaluateHarmonics();
    for (int first = 0; first < count; first += LANES) {
      fillTile(first, Math.min(LANES, count - first));
      kernel.contract(lMax, nMax, a, tile, slopeTile, batch.values, first, b, radial);
    }
    batch.gradient().pullBack(count, batch.values, b, gx, gy, gz);
    scatter(count, moving, gradient, strain);
    batch.clear();
  }

  private void fillTile(int first, int count) {
    if (count < LANES) {
      Arrays.fill(tile, 0);
      Arrays.fill(slopeTile, 0);
    }
    batch.tabulate(first, first + count, f, slope);
    for (int j = 0; j < count; j++) {
      int row = j * functions;
      for (int q = 0; q < functions; q++) {
        tile[q * LANES + j] = f[row + q];
        slopeTile[q * LANES + j] = slope[row + q];
      }
    }
  }

  private void scatter(int count, int moving, double[] gradient, double[] strain) {
    double unit = batch.perAngstrom();
    double ownX = 0;
    double ownY = 0;
    double ownZ = 0;
    for (int j = 0; j < count; j++) {
      double x = batch.x[j];
      double y = batch.y[j];
      double z = batch.z[j];
      double outward = radial[j] * batch.outward(j);
      double u = Math.fma(outward, x, gx[j]);
      double v = Math.fma(outward, y, gy[j]);
      double w = Math.fma(outward, z, gz[j]);
      strain[0] += x * u;
      strain[1] += y * v;
      strain[2] += z * w;
      strain[3] += y * w;
      strain[4] += x * w;
      strain[5] += x * v;
      int atom = batch.atoms[j];
      if (atom != moving) {
        gradient[3 * atom] += unit * u;
        gradient[3 * atom + 1] += unit * v;
        gradient[3 * atom + 2] += unit * w;
        ownX += unit * u;
        ownY += unit * v;
        ownZ += unit * w;
      }
    }
    if (moving >= 0) {
      gradient[3 * moving] -= ownX;
      gradient[3 * moving + 1] -= ownY;
      gradient[3 * moving + 2] -= ownZ;
    }
  }
}
