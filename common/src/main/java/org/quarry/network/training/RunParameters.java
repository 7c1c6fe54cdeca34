package org.quarry.network.training;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.quarry.parameters.Parameters;

/** All settings that a model depends on besides its rows. */
final class RunParameters implements Parameters {
  private final NetworkSettings network;
  private final TrainingParameters training;
  private final Optional<FineTuning> from;

  RunParameters(NetworkSettings network, TrainingParameters training, Optional<FineTuning> from) {
    this.network = network;
    this.training = training;
    this.from = from;
  }

  @Override
  public String name() {
    return network.name();
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new HashMap<>();
    map.put("network", network.toMap());
    map.put("training", training.toMap());
    from.ifPresent(start -> map.put("start", start.toMap()));
    return map;
  }
}
