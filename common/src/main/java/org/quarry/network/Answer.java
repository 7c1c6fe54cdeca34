package org.quarry.network;

import java.util.Objects;
import java.util.Optional;
import org.quarry.atoms.Labels;

/** What a {@link Predictor} says of a configuration, or why it says nothing. */
public sealed interface Answer {
  /**
   * Energy, and forces and stress where the model has derivatives (the stress of configurations
   * that are periodic in three directions).
   *
   * @param labels what was predicted, the mean of a committee; the method is {@code model:NAME}
   * @param disagreement of a committee's members; empty for a model alone
   */
  record Given(Labels labels, Optional<Disagreement> disagreement) implements Answer {
    public Given {
      Objects.requireNonNull(labels);
      Objects.requireNonNull(disagreement);
    }

    /** What a model alone says. */
    static Given of(Labels labels) {
      return new Given(labels, Optional.empty());
    }
  }

  /**
   * No answer.
   *
   * @param reason one line
   */
  record Refused(String reason) implements Answer {
    public Refused {
      Objects.requireNonNull(reason);
    }
  }
}
