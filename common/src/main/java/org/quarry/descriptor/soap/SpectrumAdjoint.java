package org.quarry.descriptor.soap;

import java.util.Arrays;
import org.quarry.descriptor.soap.SpectrumBlocks.Block;
import org.quarry.math.Kernels;

/**
 * The derivatives a_nlm = ∂E/∂c_nlm of any E of which w = ∂E/∂p is known: with p_nn'l = P_l Σ_m
 * c_nlm c'_n'lm,
 *
 * <pre>
 * a_nlm = Σ_n' P_l w_nn'l c'_n'lm,   a'_n'lm = Σ_n P_l w_nn'l c_nlm,   P_l = π √(8/(2l+1))
 * </pre>
 *
 * where a block of equal species counts its w_nn'l for both orders of n and n'.
 */
final class SpectrumAdjoint {
  private final SpectrumBlocks blocks;
  private final AdjointKernel kernel = Kernels.of(AdjointKernel.class, ScalarAdjointKernel::new);
  private final int nMax;
  private final int lMax;
  private final int width;
  private final double[][] adjoint;
  private final double[] matrix;
  private final double[] transposed;

  SpectrumAdjoint(SoapParameters parameters, SpectrumBlocks blocks) {
    this.blocks = blocks;
    this.nMax = parameters.nMax();
    this.lMax = parameters.lMax();
    this.width = Coefficients.width(nMax);
    this.adjoint = new double[blocks.densities()][(lMax + 1) * (lMax + 1) * width];
    this.matrix = new double[nMax * width];
    this.transposed = new double[nMax * width];
  }

  /** a_nlm of a channel, padded like {@link Coefficients}, of the last call of {@link #compute}. */
  double[] channel(int channel) {
    return adjoint[channel];
  }

  /**
   * Computes the derivatives by the coefficients of a centre.
   *
   * @param weights ∂E/∂p of the row that begins at {@code row}
   * @param scale another factor of the result
   */
  void compute(Coefficients coefficients, int center, double[] weights, int row, double scale) {
    for (int density = 0; density < adjoint.length; density++) {
      if (coefficients.present(center, density)) {
        Arrays.fill(adjoint[density], 0);
      }
    }
    for (Block block : blocks.blocks()) {
      if (coefficients.present(center, block.left())
          && coefficients.present(center, block.right())) {
        add(coefficients, center, block, weights, row + block.offset(), scale);
      }
    }
    if (blocks.hasTotal()) {
      double[] total = adjoint[blocks.channels()];
      for (int channel = 0; channel < blocks.channels(); channel++) {
        double[] to = adjoint[channel];
        for (int i = 0; i < to.length && coefficients.present(center, channel); i++) {
          to[i] += total[i];
        }
      }
    }
  }

  private void add(
      Coefficients coefficients, int center, Block block, double[] w, int offset, double scale) {
    double[] c = coefficients.values();
    int left = coefficients.offset(center, block.left());
    int right = coefficients.offset(center, block.right());
    int at = offset;
    for (int l = 0; l <= lMax; l++) {
      at = block.symmetric() ? unpackTriangle(l, w, at, scale) : unpack(l, w, at, scale);
      int rows = 2 * l + 1;
      int shift = l * l * width;
      kernel.multiply(
          rows, nMax, width, c, right + shift, transposed, adjoint[block.left()], shift);
      if (!block.symmetric()) {
        kernel.multiply(rows, nMax, width, c, left + shift, matrix, adjoint[block.right()], shift);
      }
    }
  }

  private int unpack(int l, double[] w, int offset, double scale) {
    double factor = scale * SpectrumBlocks.prefactor(l);
    int at = offset;
    for (int n = 0; n < nMax; n++) {
      for (int k = 0; k < nMax; k++) {
        double value = factor * w[at++];
        matrix[n * width + k] = value;
        transposed[k * width + n] = value;
      }
    }
    return at;
  }

  /** Both triangles, so that the diagonal counts twice. */
  private int unpackTriangle(int l, double[] w, int offset, double scale) {
    double factor = scale * SpectrumBlocks.prefactor(l);
    int at = offset;
    for (int n = 0; n < nMax; n++) {
      transposed[n * width + n] = 2 * factor * w[at++];
      for (int k = n + 1; k < nMax; k++) {
        double value = factor * w[at++];
        transposed[n * width + k] = value;
        transposed[k * width + n] = value;
      }
    }
    return at;
  }
}
