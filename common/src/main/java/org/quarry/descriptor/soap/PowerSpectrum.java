package org.quarry.descriptor.soap;

import java.util.Arrays;
import java.util.List;
import org.quarry.descriptor.FeatureLayout.Block;
import org.quarry.descriptor.soap.Compression.Mode;
import org.quarry.math.Kernels;

/** p_nn'l = π √(8/(2l+1)) Σ_m c_nlm c'_n'lm for the pairs of channels that a compression keeps. */
final class PowerSpectrum {
  /** So many numbers after a row may be overwritten. */
  static final int ROOM = 8;

  private static final SpectrumKernel KERNEL =
      Kernels.of(SpectrumKernel.class, ScalarSpectrumKernel::new);

  private final Mode mode;
  private final List<Block> blocks;
  private final int nMax;
  private final int lMax;
  private final double[] prefactors;
  private double[] total = new double[0];
  private double[] block = new double[0];

  PowerSpectrum(SoapParameters parameters, SoapLayout layout) {
    this.mode = parameters.compression().mode();
    this.blocks = layout.features().blocks();
    this.nMax = parameters.nMax();
    this.lMax = parameters.lMax();
    this.prefactors = new double[lMax + 1];
    for (int l = 0; l <= lMax; l++) {
      prefactors[l] = SpectrumBlocks.prefactor(l);
    }
  }

  /** Writes the power spectrum of a centre as the row that begins at {@code offset}. */
  void write(DensityExpansion density, double[] row, int offset) {
    int pair = 0;
    prepare(density);
    for (int a = 0; a < density.channels(); a++) {
      for (int b = a; b < end(density, a); b++) {
        Block features = blocks.get(pair++);
        int at = offset + features.offset();
        if (density.present(a) && density.present(b)) {
          multiply(density, a, b, row, at);
        } else {
          Arrays.fill(row, at, at + features.length(), 0);
        }
      }
    }
  }

  /** Adds the power spectrum of a centre to the row that begins at {@code offset}. */
  void add(DensityExpansion density, double[] row, int offset) {
    int pair = 0;
    prepare(density);
    for (int a = 0; a < density.channels(); a++) {
      for (int b = a; b < end(density, a); b++) {
        Block features = blocks.get(pair++);
        if (density.present(a) && density.present(b)) {
          if (block.length < features.length() + ROOM) {
            block = new double[features.length() + ROOM];
          }
          multiply(density, a, b, block, 0);
          int at = offset + features.offset();
          for (int q = 0; q < features.length(); q++) {
            row[at + q] += block[q];
          }
        }
      }
    }
  }

  /** Channel a is paired with those from a up to this one, exclusive. */
  private int end(DensityExpansion density, int a) {
    return mode == Mode.OFF ? density.channels() : a + 1;
  }

  private void prepare(DensityExpansion density) {
    if (mode == Mode.MU1NU1) {
      total(density);
    }
  }

  private void multiply(DensityExpansion density, int a, int b, double[] row, int at) {
    double[] c = density.coefficients(a);
    int stride = density.stride();
    if (mode == Mode.MU1NU1) {
      KERNEL.square(c, total, nMax, lMax, stride, prefactors, row, at);
    } else if (a == b) {
      KERNEL.triangle(c, nMax, lMax, stride, prefactors, row, at);
    } else {
      KERNEL.square(c, density.coefficients(b), nMax, lMax, stride, prefactors, row, at);
    }
  }

  private void total(DensityExpansion density) {
    int length = density.coefficients(0).length;
    if (total.length < length) {
      total = new double[length];
    }
    Arrays.fill(total, 0);
    for (int a = 0; a < density.channels(); a++) {
      if (density.present(a)) {
        double[] c = density.coefficients(a);
        for (int i = 0; i < length; i++) {
          total[i] += c[i];
        }
      }
    }
  }
}
