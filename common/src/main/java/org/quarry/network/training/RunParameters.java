package org.quarry.network.training;

import java.util.Map;
import org.quarry.parameters.Parameters;

/**
 * All settings that a model depends on besides its rows.
 *
 * @param network what is trained
 * @param training how
 */
public record RunParameters(NetworkSettings network, TrainingParameters training)
    implements Parameters {
  @Override
  public String name() {
    return network.name();
  }

  @Override
  public Map<String, Object> toMap() {
    return Map.of("network", network.toMap(), "training", training.toMap());
  }
}
