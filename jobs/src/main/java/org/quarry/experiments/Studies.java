package org.quarry.experiments;

import java.util.List;

/** The kinds of studies that there are. */
public final class Studies {
  private static final List<Study> ALL = List.of(new AugmentationStudy(), new PotentialStudy());

  private Studies() {}

  /**
   * The study of a kind.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Study of(String kind) {
    return ALL.stream()
        .filter(study -> study.kind().equals(kind))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "study must be one of "
                        + ALL.stream().map(Study::kind).toList()
                        + ", got \""
                        + kind
                        + "\""));
  }
}
