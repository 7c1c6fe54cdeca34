package org.quarry.lake;

import java.util.Locale;

/**
 * Takes a bad batch out of every later read. What a retraction names is left out as far as it was
 * written before: the same data set or file may be taken in anew afterwards.
 *
 * @param scope what {@code value} names
 * @param value a data set's name, a file's name as ingested, or a run's number
 * @param runId the retracting run's number
 */
public record Retraction(Scope scope, String value, long runId) {
  /** What a retraction names. */
  public enum Scope {
    DATASET,
    FILE,
    RUN;

    /** The name as the table writes it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Scope of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }
}
