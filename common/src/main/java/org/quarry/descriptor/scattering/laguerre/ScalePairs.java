package org.quarry.descriptor.scattering.laguerre;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which scales j₂ follow a scale j₁ in the second order: {@code j2 >= j1 + offset} or {@code j2 >
 * j1 + offset}.
 *
 * @param relation how the two are compared
 * @param offset what is added to j₁, finite
 */
public record ScalePairs(Relation relation, double offset) {
  /**
   * j₂ ≥ j₁ − 1: 19 of the 25 pairs of five whole scales, the rule that gives the published number
   * of features.
   */
  public static final ScalePairs PUBLISHED = new ScalePairs(Relation.AT_LEAST, -1);

  private static final Pattern TEXT =
      Pattern.compile("j2(>=|>)j1(?:([+-])(\\d+(?:\\.\\d+)?))?", Pattern.CASE_INSENSITIVE);

  public ScalePairs {
    if (!Double.isFinite(offset)) {
      throw new IllegalArgumentException(
          "scattering-laguerre: pairs must have a finite offset, got " + offset);
    }
  }

  /**
   * The rule that {@link #toString} writes, as {@code j2 >= j1 - 1}; blanks do not matter.
   *
   * @throws IllegalArgumentException if it is no such rule
   */
  public static ScalePairs parse(String text) {
    Matcher matcher = TEXT.matcher(text.replace(" ", ""));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "scattering-laguerre: pairs must read like \"j2 >= j1 - 1\" or \"j2 > j1\", got \""
              + text
              + "\"");
    }
    double offset = matcher.group(3) == null ? 0 : Double.parseDouble(matcher.group(3));
    return new ScalePairs(
        matcher.group(1).equals(">") ? Relation.ABOVE : Relation.AT_LEAST,
        "-".equals(matcher.group(2)) ? -offset : offset);
  }

  /** Whether the scale j₂ follows j₁. */
  public boolean admits(double j1, double j2) {
    return switch (relation) {
      case AT_LEAST -> j2 >= j1 + offset;
      case ABOVE -> j2 > j1 + offset;
    };
  }

  @Override
  public String toString() {
    String rule = relation == Relation.ABOVE ? "j2 > j1" : "j2 >= j1";
    if (offset == 0) {
      return rule;
    }
    double size = Math.abs(offset);
    return rule
        + (offset < 0 ? " - " : " + ")
        + (size == Math.rint(size) ? String.format(Locale.ROOT, "%.0f", size) : size);
  }

  /** How j₂ is compared with j₁ + offset. */
  public enum Relation {
    /** j₂ ≥ j₁ + offset. */
    AT_LEAST,
    /** j₂ &gt; j₁ + offset. */
    ABOVE
  }
}
