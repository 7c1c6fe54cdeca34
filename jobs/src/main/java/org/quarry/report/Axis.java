package org.quarry.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A linear or logarithmic axis: from values to positions between 0 and 1, with ticks at round
 * numbers.
 */
final class Axis {
  private static final int ABOUT_TICKS = 6;

  private final double low;
  private final double high;
  private final Scale scale;

  /** How an axis runs. */
  enum Scale {
    LINEAR,
    /** Values must be positive. */
    LOGARITHMIC
  }

  private Axis(double low, double high, Scale scale) {
    this.low = low;
    this.high = high;
    this.scale = scale;
  }

  /** An axis that holds all values, with a little room. */
  static Axis around(double[] values, Scale scale) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      double v = scale == Scale.LOGARITHMIC ? Math.log10(value) : value;
      if (Double.isFinite(v)) {
        low = Math.min(low, v);
        high = Math.max(high, v);
      }
    }
    if (low > high) {
      low = 0;
      high = 1;
    }
    double room = high > low ? 0.04 * (high - low) : Math.max(1e-3, 0.1 * Math.abs(low));
    return new Axis(low - room, high + room, scale);
  }

  /** A linear axis from 0. */
  static Axis fromZero(double high) {
    return new Axis(0, high > 0 ? high * 1.08 : 1, Scale.LINEAR);
  }

  /** Where a value stands between 0 and 1. */
  double place(double value) {
    double v = scale == Scale.LOGARITHMIC ? Math.log10(value) : value;
    return (v - low) / (high - low);
  }

  double low() {
    return scale == Scale.LOGARITHMIC ? Math.pow(10, low) : low;
  }

  double high() {
    return scale == Scale.LOGARITHMIC ? Math.pow(10, high) : high;
  }

  /** Values to mark: multiples of 1, 2 or 5 times a power of ten. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (scale == Scale.LOGARITHMIC) {
      double[] mantissas = high - low < 1.5 ? new double[] {1, 2, 5} : new double[] {1};
      for (int decade = (int) Math.floor(low); decade <= Math.ceil(high); decade++) {
        for (double mantissa : mantissas) {
          double value = mantissa * Math.pow(10, decade);
          if (Math.log10(value) >= low && Math.log10(value) <= high) {
            ticks.add(value);
          }
        }
      }
      return ticks;
    }
    double rough = (high - low) / ABOUT_TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step =
        rough / power < 1.5
            ? power
            : rough / power < 3.5 ? 2 * power : rough / power < 7.5 ? 5 * power : 10 * power;
    for (long k = (long) Math.ceil(low / step); k * step <= high; k++) {
      ticks.add(k * step);
    }
    return ticks;
  }

  /** A tick's label: as many digits as its size needs. */
  static String label(double value) {
    if (value == 0) {
      return "0";
    }
    double size = Math.abs(value);
    if (size >= 1e5 || size < 1e-3) {
      return String.format(Locale.ROOT, "%.0e", value);
    }
    String text = String.format(Locale.ROOT, "%.4f", value);
    return text.replaceAll("0+$", "").replaceAll("\\.$", "");
  }
}
