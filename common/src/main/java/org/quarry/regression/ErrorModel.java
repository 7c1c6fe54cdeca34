package org.quarry.regression;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A fitted model of how far empirical potentials are from the reference. Immutable and safe to
 * share between threads; the same input gives the same bits on every machine.
 */
public interface ErrorModel {
  /** Number of potentials. */
  int potentials();

  /**
   * The forecast for a configuration.
   *
   * @param features a vector a block
   * @param aligned aligned energies per atom in eV, a potential each; NaN for no answer
   */
  Forecast forecast(double[][] features, double[] aligned);

  /** The model as JSON, from which {@link #fromJson} reads it back bit for bit. */
  JsonNode toJson();

  /**
   * Reads a model of any kind.
   *
   * @throws IllegalArgumentException if the JSON is not that of a sound model, with one line that
   *     says where
   */
  static ErrorModel fromJson(JsonNode json) {
    String type = ModelJson.text(json, "type");
    return switch (type) {
      case ClassErrors.TYPE -> ClassErrors.fromJson(json);
      case GaussianErrors.TYPE -> GaussianErrors.fromJson(json);
      case ForestErrors.TYPE -> ForestErrors.fromJson(json);
      default -> throw new IllegalArgumentException("no error model is called \"" + type + "\"");
    };
  }
}
