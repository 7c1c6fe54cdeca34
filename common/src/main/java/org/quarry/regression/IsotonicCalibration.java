package org.quarry.regression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * An ascending curve a class, then normalized: pooled adjacent violators, straight lines between
 * the means of the pools. (Smile has such a step function but does not tell its steps, which a file
 * must hold.)
 */
final class IsotonicCalibration implements Calibration {
  static final String TYPE = "isotonic";
  private static final int VERSION = 1;

  private final double[][] from; // of each class: probabilities, ascending
  private final double[][] to; // what they are mapped to, ascending

  private IsotonicCalibration(double[][] from, double[][] to) {
    this.from = from;
    this.to = to;
  }

  static IsotonicCalibration fit(double[][] probabilities, int[] labels) {
    int classes = probabilities[0].length;
    double[][] from = new double[classes][];
    double[][] to = new double[classes][];
    for (int k = 0; k < classes; k++) {
      int own = k;
      int[] order =
          IntStream.range(0, labels.length)
              .boxed()
              .sorted(Comparator.comparingDouble((Integer row) -> probabilities[row][own]))
              .mapToInt(row -> row)
              .toArray();
      pool(
          Arrays.stream(order).mapToDouble(row -> probabilities[row][own]).toArray(),
          Arrays.stream(order).mapToDouble(row -> labels[row] == own ? 1 : 0).toArray(),
          k,
          from,
          to);
    }
    return new IsotonicCalibration(from, to);
  }

  /** Merges neighbours until the means of y ascend; rows of one x start together. */
  private static void pool(double[] x, double[] y, int k, double[][] from, double[][] to) {
    double[] sumX = new double[x.length];
    double[] sumY = new double[x.length];
    double[] rows = new double[x.length];
    int pools = 0;
    for (int i = 0; i < x.length; i++) {
      if (i > 0 && x[i] == x[i - 1]) {
        pools--;
      } else {
        sumX[pools] = 0;
        sumY[pools] = 0;
        rows[pools] = 0;
      }
      sumX[pools] += x[i];
      sumY[pools] += y[i];
      rows[pools]++;
      pools++;
      boolean last = i + 1 == x.length || x[i + 1] != x[i];
      while (last
          && pools > 1
          && sumY[pools - 2] * rows[pools - 1] >= sumY[pools - 1] * rows[pools - 2]) {
        pools--;
        sumX[pools - 1] += sumX[pools];
        sumY[pools - 1] += sumY[pools];
        rows[pools - 1] += rows[pools];
      }
    }
    from[k] = new double[pools];
    to[k] = new double[pools];
    for (int i = 0; i < pools; i++) {
      from[k][i] = sumX[i] / rows[i];
      to[k][i] = sumY[i] / rows[i];
    }
  }

  @Override
  public double[] apply(double[] probabilities) {
    double[] calibrated = new double[from.length];
    for (int k = 0; k < from.length; k++) {
      calibrated[k] = interpolate(from[k], to[k], probabilities[k]);
    }
    return Calibration.normalized(calibrated, probabilities);
  }

  private static double interpolate(double[] x, double[] y, double at) {
    int found = Arrays.binarySearch(x, at);
    if (found >= 0) {
      return y[found];
    }
    int right = -found - 1;
    if (right == 0) {
      return y[0];
    }
    if (right == x.length) {
      return y[x.length - 1];
    }
    double share = (at - x[right - 1]) / (x[right] - x[right - 1]);
    return y[right - 1] + share * (y[right] - y[right - 1]);
  }

  @Override
  public JsonNode toJson() {
    ObjectNode json = ModelJson.object(TYPE, VERSION);
    json.set("from", ModelJson.matrix(from));
    json.set("to", ModelJson.matrix(to));
    return json;
  }

  static IsotonicCalibration fromJson(JsonNode json) {
    ModelJson.expect(json, TYPE, VERSION);
    double[][] from = ModelJson.matrix(json, "from");
    double[][] to = ModelJson.matrix(json, "to");
    boolean fits = from.length == to.length;
    for (int k = 0; fits && k < from.length; k++) {
      fits = from[k].length == to[k].length && from[k].length > 0 && ascending(from[k]);
    }
    if (!fits) {
      throw new IllegalArgumentException("\"from\" and \"to\" make no curve a class");
    }
    return new IsotonicCalibration(from, to);
  }

  private static boolean ascending(double[] x) {
    return IntStream.range(1, x.length).allMatch(i -> x[i] > x[i - 1]);
  }
}
