package org.quarry.regression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;

/**
 * Brings features to mean 0 and standard deviation 1 over the training rows: (x − mean)/deviation.
 * A feature that is constant there is always 0: it says nothing, whatever its value elsewhere.
 */
public final class Standardizer {
  private static final String TYPE = "standardizer";
  private static final int VERSION = 1;

  private final double[] mean;
  private final double[] deviation; // 0 for a constant feature

  private Standardizer(double[] mean, double[] deviation) {
    this.mean = mean;
    this.deviation = deviation;
  }

  /** Mean and deviation of rows, summed in the order given. */
  public static Standardizer of(double[][] rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("no row to standardize by");
    }
    int width = rows[0].length;
    double[] mean = new double[width];
    double[] deviation = new double[width];
    for (int i = 0; i < width; i++) {
      double sum = 0;
      for (double[] row : rows) {
        sum += row[i];
      }
      mean[i] = sum / rows.length;
      double squares = 0;
      double largest = 0;
      for (double[] row : rows) {
        double d = row[i] - mean[i];
        squares += d * d;
        largest = Math.max(largest, Math.abs(row[i]));
      }
      double found = Math.sqrt(squares / rows.length);
      deviation[i] = found > 1e-12 * largest ? found : 0; // less is rounding of the mean
    }
    return new Standardizer(mean, deviation);
  }

  /** Number of features. */
  public int features() {
    return mean.length;
  }

  /** The standardized features of a row. */
  public double[] apply(double[] row) {
    if (row.length != mean.length) {
      throw new IllegalArgumentException(
          "the model was fitted on " + mean.length + " features, got " + row.length);
    }
    double[] standardized = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      standardized[i] = deviation[i] == 0 ? 0 : (row[i] - mean[i]) / deviation[i];
    }
    return standardized;
  }

  /** How many features vary over the training rows. */
  int varyingFeatures() {
    return (int) Arrays.stream(deviation).filter(d -> d != 0).count();
  }

  /** The standardized features of a row without those that are constant. */
  double[] varying(double[] row) {
    double[] all = apply(row);
    double[] kept = new double[varyingFeatures()];
    int n = 0;
    for (int i = 0; i < all.length; i++) {
      if (deviation[i] != 0) {
        kept[n++] = all[i];
      }
    }
    return kept;
  }

  /** The numbers as JSON, from which {@link #fromJson} reads them back bit for bit. */
  public JsonNode toJson() {
    ObjectNode json = ModelJson.object(TYPE, VERSION);
    json.set("mean", ModelJson.array(mean));
    json.set("deviation", ModelJson.array(deviation));
    return json;
  }

  /**
   * Reads a standardizer.
   *
   * @throws IllegalArgumentException if the JSON is not that of one, with one line that says where
   */
  public static Standardizer fromJson(JsonNode json) {
    ModelJson.expect(json, TYPE, VERSION);
    double[] mean = ModelJson.numbers(json, "mean");
    double[] deviation = ModelJson.numbers(json, "deviation");
    if (mean.length != deviation.length) {
      throw new IllegalArgumentException(
          mean.length + " means and " + deviation.length + " deviations");
    }
    for (int i = 0; i < deviation.length; i++) {
      if (deviation[i] < 0) {
        throw new IllegalArgumentException("deviation[" + i + "] is " + deviation[i]);
      }
    }
    return new Standardizer(mean, deviation);
  }
}
