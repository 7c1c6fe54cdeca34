package org.quarry.io;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The second line of a frame as keys and values, by ASE's rules: {@code key=value} and bare keys
 * (value {@code T}), values in {@code "…"} or {@code '…'}, in braces or brackets; a backslash takes
 * the next character as it is ({@code \n} is a line end); further {@code =} belong to the value.
 *
 * <p>A line without any {@code =} is free text and becomes the one key {@code comment}.
 */
final class ExtxyzComment {
  static final String FREE_TEXT = "comment";

  private final String line;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Set<String> bare = new HashSet<>();
  private final Set<String> contradictory = new HashSet<>();
  private int at;

  private ExtxyzComment(String line) {
    this.line = line;
  }

  static ExtxyzComment parse(String line) throws BadFrame {
    if (line.indexOf('=') < 0) {
      return freeText(line);
    }
    try {
      ExtxyzComment comment = new ExtxyzComment(line);
      comment.read();
      return comment;
    } catch (BadFrame e) {
      if (line.contains("Lattice") || line.contains("Properties")) {
        throw e;
      }
      return freeText(line); // a plain XYZ file's remark may hold any quotes
    }
  }

  private static ExtxyzComment freeText(String line) {
    ExtxyzComment comment = new ExtxyzComment(line);
    if (!line.isBlank()) {
      comment.values.put(FREE_TEXT, line.strip());
    }
    return comment;
  }

  /** All keys and values that were not taken yet. */
  Map<String, String> values() {
    return values;
  }

  /** The value of a key, left in place; none for a bare key. */
  Optional<String> peek(String key) throws BadFrame {
    if (contradictory.contains(key)) {
      throw BadFrame.parse("the key " + key + " is there twice, with two values");
    }
    return bare.contains(key) ? Optional.empty() : Optional.ofNullable(values.get(key));
  }

  /** The value of a key, which is then no longer among {@link #values}. */
  Optional<String> take(String key) throws BadFrame {
    Optional<String> value = peek(key);
    if (value.isPresent()) {
      values.remove(key);
    }
    return value;
  }

  /** The key in another spelling of upper and lower case, if it is there with a value. */
  Optional<String> otherSpelling(String key) {
    return values.keySet().stream()
        .filter(k -> k.equalsIgnoreCase(key) && !k.equals(key) && !bare.contains(k))
        .findFirst();
  }

  private void read() throws BadFrame {
    skipBlanks();
    while (at < line.length()) {
      String key = word(true);
      skipBlanks();
      if (at < line.length() && line.charAt(at) == '=') {
        at++;
        skipBlanks();
        put(key, at < line.length() ? word(false).strip() : "");
        bare.remove(key);
      } else {
        put(key, "T");
        bare.add(key);
      }
      skipBlanks();
    }
  }

  private void put(String key, String value) throws BadFrame {
    if (key.isEmpty()) {
      throw BadFrame.parse("a value without a key in the comment line");
    }
    String before = values.put(key, value);
    if (before != null && !before.equals(value)) {
      contradictory.add(key);
    }
  }

  /** Characters up to a blank (or, in a key, an equals sign), groups resolved. */
  private String word(boolean isKey) throws BadFrame {
    StringBuilder word = new StringBuilder();
    while (at < line.length()) {
      char c = line.charAt(at);
      if (Character.isWhitespace(c) || (isKey && c == '=')) {
        break;
      }
      at++;
      switch (c) {
        case '\\' -> {
          if (at < line.length()) {
            word.append(line.charAt(at++));
          }
        }
        case '"', '\'' -> quoted(word, c);
        case '[' -> bracketed(word, '[', ']');
        case '{' -> bracketed(word, '{', '}');
        default -> word.append(c);
      }
    }
    return word.toString();
  }

  private void quoted(StringBuilder word, char quote) throws BadFrame {
    int opened = at;
    while (at < line.length()) {
      char c = line.charAt(at++);
      if (c == quote) {
        return;
      } else if (c == '\\' && at < line.length()) {
        char next = line.charAt(at++);
        word.append(next == 'n' ? '\n' : next);
      } else {
        word.append(c);
      }
    }
    throw BadFrame.parse(
        "the quote " + quote + " in column " + opened + " of the comment line is not closed");
  }

  /** The text between matching brackets; inner brackets and strings stay as they are. */
  private void bracketed(StringBuilder word, char open, char close) throws BadFrame {
    int opened = at;
    int depth = 1;
    char quote = 0;
    while (at < line.length()) {
      char c = line.charAt(at++);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"') {
        quote = c;
      } else if (c == open) {
        depth++;
      } else if (c == close && --depth == 0) {
        return;
      }
      word.append(c);
    }
    throw BadFrame.parse(
        "the bracket " + open + " in column " + opened + " of the comment line is not closed");
  }

  private void skipBlanks() {
    while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
      at++;
    }
  }
}
