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
        contract(l, c, n, c, n, row, at);
        at += nMax - n;
      }
    }
  }

  private void full(double[] a, double[] b, double[] row, int offset) {
    int at = offset;
    for (int l = 0; l <= lMax; l++) {
      for (int n = 0; n < nMax; n++) {
        contract(l, a, n, b, 0, row, at);
        at += nMax;
      }
    }
  }

  /** Adds p_nn'l of one n and l and of n' from {@code first} on, four n' at a time. */
  private void contract(int l, double[] a, int n, double[] b, int first, double[] row, int at) {
    double prefactor = prefactors[l];
    int begin = l * l * nMax;
    int end = (l + 1) * (l + 1) * nMax;
    int to = at;
    int k = first - first % 4; // whole blocks, of which the first may begin before n
    for (; k + 4 <= nMax; k += 4) {
      double p0 = 0;
      double p1 = 0;
      double p2 = 0;
      double p3 = 0;
      for (int m = begin; m < end; m += nMax) {
        double c = a[m + n];
        p0 = Math.fma(c, b[m + k], p0);
        p1 = Math.fma(c, b[m + k + 1], p1);
        p2 = Math.fma(c, b[m + k + 2], p2);
        p3 = Math.fma(c, b[m + k + 3], p3);
      }
      if (k >= first) {
        row[to++] += prefactor * p0;
      }
      if (k + 1 >= first) {
        row[to++] += prefactor * p1;
      }
      if (k + 2 >= first) {
        row[to++] += prefactor * p2;
      }
      row[to++] += prefactor * p3;
    }
    for (k = Math.max(k, first); k < nMax; k++) {
      double p = 0;
      for (int m = begin; m < end; m += nMax) {
        p = Math.fma(a[m + n], b[m + k], p);
      }
      row[to++] += prefactor * p;
    }
  }
}
