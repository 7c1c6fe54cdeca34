package org.quarry.network.training;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a training needs to go on as if it had never stopped. Arrays are not to be changed.
 *
 * @param epochs done
 * @param steps of the updater
 * @param arrays flat ones: {@link #PARAMETERS} of the graph, {@link #MEMORY} of the updater (empty
 *     where it has none), moving {@link #AVERAGE} of the parameters
 * @param averageWeight see {@link MovingAverage}
 * @param kept what would become the model now: the best so far where training has a patience, else
 *     the last
 * @param curve points so far, at least one
 */
record TrainingState(
    int epochs,
    int steps,
    Map<String, float[]> arrays,
    double averageWeight,
    KeptModel kept,
    List<CurvePoint> curve) {
  static final String PARAMETERS = "parameters";
  static final String MEMORY = "memory";
  static final String AVERAGE = "average";

  TrainingState {
    if (!arrays.keySet().equals(Set.of(PARAMETERS, MEMORY, AVERAGE))) {
      throw new IllegalArgumentException("arrays of a training: " + arrays.keySet());
    }
    Objects.requireNonNull(kept);
    curve = List.copyOf(curve);
    if (epochs < 1 || curve.isEmpty() || curve.get(curve.size() - 1).epoch() != epochs) {
      throw new IllegalArgumentException(
          epochs + " epochs with " + curve.size() + " points of a learning curve");
    }
  }
}
