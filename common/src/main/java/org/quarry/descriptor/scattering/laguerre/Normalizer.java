package org.quarry.descriptor.scattering.laguerre;

/** Divides features by the number of atoms or by those of lower order. */
final class Normalizer {
  private Normalizer() {}

  static void apply(
      LaguerreParameters parameters, int atoms, double[] values, int first, int channelSize) {
    switch (parameters.normalization()) {
      case NONE -> {}
      case ATOMS -> {
        for (int i = first; i < values.length; i++) {
          values[i] /= atoms;
        }
      }
      case LOWER_ORDER -> {
        for (int channel = first; channel < values.length; channel += channelSize) {
          lowerOrder(parameters, atoms, values, channel);
        }
      }
    }
  }

  /** From the second order down, so that every divisor is still as it was. */
  private static void lowerOrder(
      LaguerreParameters parameters, int atoms, double[] values, int channel) {
    int q = parameters.integralPowers().size();
    int degrees = parameters.wavelets().lMax() + 1;
    int scales = parameters.scales().size();
    if (parameters.maxOrder() > 1) {
      int at = channel + q * (1 + scales * degrees);
      for (int j1 = 0; j1 < scales; j1++) {
        for (double j2 : parameters.scales()) {
          if (parameters.pairs().admits(parameters.scales().get(j1), j2)) {
            for (int l1 = 0; l1 < degrees; l1++) {
              int below = channel + q * (1 + j1 * degrees + l1);
              divide(values, at, q * degrees, below, q);
              at += q * degrees;
            }
          }
        }
      }
    }
    if (parameters.maxOrder() > 0) {
      divide(values, channel + q, q * scales * degrees, channel, q);
    }
    for (int i = 0; i < q; i++) {
      values[channel + i] /= atoms;
    }
  }

  private static void divide(double[] values, int from, int count, int below, int period) {
    for (int i = 0; i < count; i++) {
      double divisor = values[below + i % period];
      values[from + i] = divisor == 0 ? 0 : values[from + i] / divisor;
    }
  }
}
