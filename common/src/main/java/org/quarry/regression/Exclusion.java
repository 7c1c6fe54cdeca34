package org.quarry.regression;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Potentials that must not label a data set, with the reason: one that was fitted to the very data
 * would be right there by construction.
 *
 * @param pattern a potential's name; {@code *} stands for any characters
 * @param reason why; a text
 */
public record Exclusion(String pattern, String reason) {
  private static final Pattern FORM = Pattern.compile("(\\S+?)(?:\\s+\\((.*)\\))?");
  private static final String UNTOLD = "left out by name";

  public Exclusion {
    if (pattern.isBlank()) {
      throw new IllegalArgumentException("an exclusion names a potential, got \"" + pattern + "\"");
    }
  }

  /**
   * Reads {@code PATTERN} or {@code PATTERN (REASON)}, as in {@code kim:SNAP_Zuo* (fitted to this
   * set)}.
   */
  public static Exclusion parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "cannot read the exclusion \"" + text + "\": write PATTERN or \"PATTERN (REASON)\"");
    }
    return new Exclusion(form.group(1), form.group(2) == null ? UNTOLD : form.group(2));
  }

  /** Whether a potential's name fits. */
  public boolean matches(String potential) {
    String regex =
        Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    return potential.matches(regex);
  }

  /** As {@link #parse} reads it. */
  public String text() {
    return pattern + " (" + reason + ")";
  }
}
