package org.quarry.selection;

import java.util.Locale;
import java.util.Optional;

/** The side of a split on which a configuration stands. */
public enum Side {
  /** Models are fitted to it. */
  TRAIN,
  /** Training is stopped and settings are chosen by it. */
  VALIDATION,
  /** Errors are reported on it, and nothing else is done with it. */
  TEST;

  /**
   * The side that a data set's own word names: {@code train}, {@code training}, {@code val}, {@code
   * valid}, {@code validation}, {@code dev}, {@code test} or {@code testing}, in any case. Any
   * other word, like the number of a fold, names none.
   */
  public static Optional<Side> published(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "train", "training" -> Optional.of(TRAIN);
      case "val", "valid", "validation", "dev" -> Optional.of(VALIDATION);
      case "test", "testing" -> Optional.of(TEST);
      default -> Optional.empty();
    };
  }

  /** The name as tables and files write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
