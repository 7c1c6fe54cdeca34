package org.quarry.descriptor.scattering.laguerre;

import java.util.function.DoubleUnaryOperator;
import org.quarry.descriptor.scattering.FilterBank;
import org.quarry.descriptor.scattering.Response;
import org.quarry.descriptor.scattering.Spectrum;
import org.quarry.math.fft.LineSink;
import org.quarry.math.fft.RealBoxFft;

/** The responses x ∗ ψ_lm themselves, where their moduli are not enough. */
final class ResponseFields {
  private final double[][] fields;

  /** Room for so many fields. */
  ResponseFields(int count) {
    this.fields = new double[count][0];
  }

  /** A response of the last computation, row-major. */
  double[] field(int m) {
    return fields[m];
  }

  /** Computes the responses of a group on a grid. */
  void compute(Spectrum source, FilterBank bank, int group, FieldGrid grid) {
    RealBoxFft plan = grid.modulus().grid();
    RealBoxFft.Workspace transform = grid.modulus().transform();
    int count = bank.fields(group);
    for (int m = 0; m < count; m++) {
      if (fields[m].length != grid.size()) {
        fields[m] = new double[grid.size()];
      }
    }
    Response first = new Response(plan);
    Response second = new Response(plan);
    Store store = new Store(plan);
    for (int m = 0; m < count; m += 2) {
      first.of(source, bank, group, m);
      if (m + 1 < count) {
        second.of(source, bank, group, m + 1);
        transform.inverse(first, second, bank.band(group), store.into(fields[m], fields[m + 1]));
      } else {
        transform.inverse(first, bank.band(group), store.into(fields[m], fields[m]));
      }
    }
  }

  /** Multiplies each point of the first fields by a function of the sum of their squares. */
  void multiply(int count, int points, DoubleUnaryOperator function) {
    for (int i = 0; i < points; i++) {
      double square = 0;
      for (int m = 0; m < count; m++) {
        square += fields[m][i] * fields[m][i];
      }
      double factor = function.applyAsDouble(square);
      for (int m = 0; m < count; m++) {
        fields[m][i] *= factor;
      }
    }
  }

  /** Keeps fields as they are transformed. */
  private static final class Store implements LineSink {
    private final RealBoxFft plan;
    private double[] first = new double[0];
    private double[] second = new double[0];

    Store(RealBoxFft plan) {
      this.plan = plan;
    }

    Store into(double[] newFirst, double[] newSecond) {
      first = newFirst;
      second = newSecond;
      return this;
    }

    @Override
    public void two(double[] block, int column, int lanes) {
      copy(block, 0, column, lanes, first);
      copy(block, LANES, column, lanes, second);
    }

    @Override
    public void one(double[] block, int column, int lanes) {
      copy(block, 0, column, lanes, first);
    }

    private void copy(double[] block, int part, int column, int lanes, double[] field) {
      int stride = plan.length(1) * plan.length(2);
      for (int u0 = 0; u0 < plan.length(0); u0++) {
        System.arraycopy(block, ELEMENT * u0 + part, field, u0 * stride + column, lanes);
      }
    }
  }
}
