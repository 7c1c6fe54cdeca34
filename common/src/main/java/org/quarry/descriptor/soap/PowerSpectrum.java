package org.quarry.descriptor.soap;

import java.util.Arrays;
import org.quarry.descriptor.soap.Compression.Mode;

/** p_nn'l = π √(8/(2l+1)) Σ_m c_nlm c'_n'lm for the pairs of channels that a compression keeps. */
final class PowerSpectrum {
  private final Mode mode;
  private final SoapLayout layout;
  private final int nMax;
  private final int lMax;
  private final double[] prefactors;
  private final double[] sum;

  PowerSpectrum(SoapParameters parameters, SoapLayout layout) {
    this.mode = parameters.compression().mode();
    this.layout = layout;
    this.nMax = parameters.nMax();
    this.lMax = parameters.lMax();
    this.prefactors = new double[lMax + 1];
    for (int l = 0; l <= lMax; l++) {
      prefactors[l] = Math.PI * Math.sqrt(8 / (2 * l + 1.0));
    }
    this.sum = new double[(lMax + 1) * (lMax + 1) * nMax];
  }

  /** Adds the power spectrum of a centre to the row that begins at {@code offset}. */
  void add(DensityExpansion density, double[] row, int offset) {
    switch (mode) {
      case MU2 -> symmetric(density.coefficients(0), row, offset);
      case CROSSOVER -> {
        for (int a = 0; a < density.channels(); a++) {
          if (density.present(a)) {
            symmetric(density.coefficients(a), row, offset + layout.single(a));
          }
        }
      }
      case MU1NU1 -> {
        total(density);
        for (int a = 0; a < density.channels(); a++) {
          if (density.present(a)) {
            full(density.coefficients(a), sum, row, offset + layout.single(a));
          }
        }
      }
      case OFF -> {
        for (int a = 0; a < density.channels(); a++) {
          for (int b = a; density.present(a) && b < density.channels(); b++) {
            if (a == b) {
              symmetric(density.coefficients(a), row, offset + layout.pair(a, a));
            } else if (density.present(b)) {
              full(
                  density.coefficients(a),
                  density.coefficients(b),
                  row,
                  offset + layout.pair(a, b));
            }
          }
        }
      }
    }
  }

  private void total(DensityExpansion density) {
    Arrays.fill(sum, 0);
    for (int a = 0; a < density.channels(); a++) {
      if (density.present(a)) {
        double[] c = density.coefficients(a);
        for (int i = 0; i < sum.length; i++) {
          sum[i] += c[i];
        }
      }
    }
  }

  private void symmetric(double[] c, double[] row, int offset) {
    int at = offset;
    for (int l = 0; l <= lMax; l++) {
      for (int n = 0; n < nMax; n++) {
        for (int k = n; k < nMax; k++) {
          row[at++] += prefactors[l] * contract(l, c, n, c, k);
        }
      }
    }
  }

  private void full(double[] a, double[] b, double[] row, int offset) {
    int at = offset;
    for (int l = 0; l <= lMax; l++) {
      for (int n = 0; n < nMax; n++) {
        for (int k = 0; k < nMax; k++) {
          row[at++] += prefactors[l] * contract(l, a, n, b, k);
        }
      }
    }
  }

  private double contract(int l, double[] a, int n, double[] b, int k) {
    double product = 0;
    for (int lm = l * l; lm < (l + 1) * (l + 1); lm++) {
      product = Math.fma(a[lm * nMax + n], b[lm * nMax + k], product);
    }
    return product;
  }
}
