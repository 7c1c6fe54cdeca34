package org.quarry.experiments;

import java.util.Arrays;
import java.util.Locale;

/** What a fold must not divide. */
enum FoldUnit {
  /** Each frame is dealt for itself. */
  FRAME {
    @Override
    String key(StudyFrames.Labeled frame) {
      return frame.configuration().id();
    }
  },
  /** Frames of a group stay together; one without a group is dealt for itself. */
  GROUP {
    @Override
    String key(StudyFrames.Labeled frame) {
      return frame.group().isEmpty() ? frame.configuration().id() : frame.group();
    }
  },
  /** Frames of a file stay together. */
  FILE {
    @Override
    String key(StudyFrames.Labeled frame) {
      return frame.file();
    }
  },
  /** Frames with the same numbers of atoms of each element stay together. */
  COMPOSITION {
    @Override
    String key(StudyFrames.Labeled frame) {
      return frame.configuration().hillFormula();
    }
  };

  abstract String key(StudyFrames.Labeled frame);

  static FoldUnit of(String name) {
    return Arrays.stream(values())
        .filter(unit -> unit.text().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "folds_by must be one of "
                        + Arrays.stream(values()).map(FoldUnit::text).toList()
                        + ", got \""
                        + name
                        + "\""));
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
