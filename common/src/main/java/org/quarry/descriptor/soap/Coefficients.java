package org.quarry.descriptor.soap;

import java.util.Arrays;

/**
 * The coefficients of one centre after another as the derivatives need them: {@code
 * values[offset(center, density) + (l² + l + m)·width + n]}, where rows of n are padded with zeros
 * to a whole number of {@value #LANES}; the sum of all channels follows them where the power
 * spectrum holds it.
 */
final class Coefficients {
  /** Doubles in the widest vector that the kernels use. */
  static final int LANES = 8;

  private final SpectrumBlocks blocks;
  private final int nMax;
  private final int width;
  private final int length;
  private double[] values = new double[0];
  private boolean[] present = new boolean[0];

  Coefficients(SoapParameters parameters, SpectrumBlocks blocks) {
    this.blocks = blocks;
    this.nMax = parameters.nMax();
    this.width = width(nMax);
    this.length = (parameters.lMax() + 1) * (parameters.lMax() + 1) * width;
  }

  /** Length of a padded row. */
  static int width(int nMax) {
    return (nMax + LANES - 1) / LANES * LANES;
  }

  /** Numbers of one density. */
  int length() {
    return length;
  }

  /** Numbers of one centre. */
  int stride() {
    return length * blocks.densities();
  }

  double[] values() {
    return values;
  }

  int offset(int center, int density) {
    return center * stride() + density * length;
  }

  /** Whether any atom of a density is in reach of a centre. */
  boolean present(int center, int density) {
    return present[center * blocks.densities() + density];
  }

  void reserve(int centers) {
    if (values.length < centers * stride()) {
      values = new double[centers * stride()];
      present = new boolean[centers * blocks.densities()];
    }
  }

  /** Copies the expansion around a centre. */
  void set(int center, DensityExpansion density) {
    int flag = center * blocks.densities();
    boolean any = false;
    int total = offset(center, blocks.channels());
    if (blocks.hasTotal()) {
      Arrays.fill(values, total, total + length, 0);
    }
    for (int channel = 0; channel < blocks.channels(); channel++) {
      present[flag + channel] = density.present(channel);
      if (density.present(channel)) {
        any = true;
        int at = offset(center, channel);
        copy(density.coefficients(channel), density.stride(), at);
        for (int i = 0; blocks.hasTotal() && i < length; i++) {
          values[total + i] += values[at + i];
        }
      }
    }
    if (blocks.hasTotal()) {
      present[flag + blocks.channels()] = any;
    }
  }

  private void copy(double[] from, int stride, int at) {
    for (int row = 0; row * width < length; row++) {
      System.arraycopy(from, row * stride, values, at + row * width, nMax);
    }
  }
}
