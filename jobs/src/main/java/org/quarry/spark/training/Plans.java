package org.quarry.spark.training;

import java.util.ArrayList;
import java.util.List;
import org.quarry.network.training.BatchPlan;

/** The minibatches of a round as they are dealt to workers. */
final class Plans {
  private Plans() {}

  /** Some minibatches in order, as text; after the round's last comes its first again. */
  static List<String> toText(List<BatchPlan> round, int first, int count) {
    List<String> texts = new ArrayList<>(count);
    for (int i = first; i < first + count; i++) {
      texts.add(round.get(i % round.size()).toText());
    }
    return texts;
  }
}
