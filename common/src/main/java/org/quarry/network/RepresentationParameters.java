package org.quarry.network;

import java.util.Map;
import java.util.Objects;
import org.quarry.parameters.Parameters;
import org.quarry.parameters.Settings;

/**
 * Names a {@link LearnedRepresentation}.
 *
 * @param model SHA-256 of the model's file
 * @param average what is averaged over the atoms
 */
public record RepresentationParameters(String model, Average average) implements Parameters {
  static final String NAME = "representation";

  public RepresentationParameters {
    Objects.requireNonNull(model);
    Objects.requireNonNull(average);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> toMap() {
    return Map.of("model", model, "average", Settings.textOf(average));
  }

  /** What is averaged over the atoms. */
  public enum Average {
    /** Nothing: a row an atom. */
    OFF,
    /** The rows of all atoms. */
    OUTER
  }
}
