package org.quarry.potential;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a parameter file in one of LAMMPS' formats, taken one after another. Every refusal
 * names the file and the line. Of the tags in the first line, {@code UNITS: metal} is checked and
 * {@code CITATION:} is kept.
 */
final class ParameterFile {
  private static final int MAX_BYTES = 1 << 27;
  private static final Pattern UNITS = Pattern.compile("UNITS:\\s*(\\S+)");
  private static final Pattern CITATION = Pattern.compile("CITATION:\\s*(.+?)\\s*(?=\\b[A-Z]+:|$)");

  private static final Pattern EXPONENT = Pattern.compile("([0-9.])[dD](?=[-+0-9])");
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Path file;
  private final int bytes;
  private final List<String> lines;
  private final String citation;
  private int taken;

  private ParameterFile(Path file, int bytes, List<String> lines) {
    this.file = file;
    this.bytes = bytes;
    this.lines = lines;
    String first = lines.isEmpty() ? "" : lines.get(0);
    Matcher units = UNITS.matcher(first);
    if (units.find() && !units.group(1).equals("metal")) {
      throw new ParameterFileException(
          file + " is in " + units.group(1) + " units: convert it to metal units (eV, Å)");
    }
    Matcher cited = CITATION.matcher(first);
    boolean known = cited.find() && !cited.group(1).equalsIgnoreCase("unknown");
    this.citation = known ? cited.group(1) : "parameters from " + file.getFileName();
  }

  /**
   * Reads a file.
   *
   * @throws ParameterFileException if it cannot be read, is larger than 128 MiB or is not in metal
   *     units
   */
  static ParameterFile read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(MAX_BYTES + 1);
      if (content.length > MAX_BYTES) {
        throw new ParameterFileException(
            file + " is larger than " + (MAX_BYTES >> 20) + " MiB: is it a potential?");
      }
      // Comments may be in any encoding: what is not UTF-8 is replaced, not refused.
      String text = new String(content, StandardCharsets.UTF_8);
      String marked = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
      return new ParameterFile(file, content.length, marked.lines().toList());
    } catch (NoSuchFileException e) {
      throw new ParameterFileException("there is no potential file " + file, e);
    } catch (IOException e) {
      throw new ParameterFileException(file + " cannot be read: " + e, e);
    }
  }

  Path file() {
    return file;
  }

  String citation() {
    return citation;
  }

  /** Whether a line is left. */
  boolean hasNext() {
    return taken < lines.size();
  }

  /** The number of the line taken last, from 1. */
  int line() {
    return taken;
  }

  /**
   * The next line as it stands.
   *
   * @param what it should hold, for the refusal at the end of the file
   */
  String next(String what) {
    if (!hasNext()) {
      throw new ParameterFileException(
          file + " ends after line " + lines.size() + ", before " + what + ": is it complete?");
    }
    return lines.get(taken++);
  }

  /** The words of the next line, none of a line that is empty or a comment. */
  String[] nextWords(String what) {
    String text = next(what).split("#", 2)[0].strip();
    return text.isEmpty() ? new String[0] : text.split("\\s+");
  }

  /** The words of the next line that has any, at least {@code count}. */
  String[] words(int count, String what) {
    String[] words = nextWords(what);
    while (words.length == 0) {
      words = nextWords(what);
    }
    if (words.length < count) {
      throw wrong("expected " + what + ", got only " + words.length + " of " + count + " values");
    }
    return words;
  }

  /**
   * So many numbers, over one or more lines of their own. What the last line holds beyond them is
   * not used: some published files have a number too many there, and LAMMPS reads them so.
   */
  double[] table(int count, String what) {
    double[] table = new double[count];
    int filled = 0;
    while (filled < count) {
      String[] words = nextWords(what + " was complete (" + filled + " of " + count + " values)");
      for (int i = 0; i < words.length && filled < count; i++) {
        table[filled++] = number(words[i]);
      }
    }
    return table;
  }

  /** Refuses numbers that are left: some count was wrong. What else follows is ignored. */
  void requireNoMoreNumbers() {
    while (hasNext()) {
      String[] words = nextWords("nothing");
      if (words.length > 0 && words[0].matches("[-+.0-9].*")) {
        throw wrong("more numbers than the counts at the head need");
      }
    }
  }

  /** A finite number of the line taken last, perhaps with Fortran's {@code D} for the exponent. */
  double number(String word) {
    double value;
    try {
      value = Double.parseDouble(EXPONENT.matcher(word).replaceFirst("$1E"));
    } catch (NumberFormatException e) {
      throw new ParameterFileException(at() + "expected a number, got \"" + word + "\"", e);
    }
    if (!Double.isFinite(value)) {
      throw wrong("expected a finite number, got " + word);
    }
    return value;
  }

  /** A whole number of the line taken last, at least {@code least}. */
  int count(String word, int least, String what) {
    try {
      int value = Integer.parseInt(word);
      if (value >= least) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new ParameterFileException(at() + notCount(word, least, what), e);
    }
    throw wrong(notCount(word, least, what));
  }

  private static String notCount(String word, int least, String what) {
    return "expected " + what + ", a whole number from " + least + " on, got \"" + word + "\"";
  }

  /** Refuses counts that the file is too short for, before anything of their size is made. */
  void requireRoomFor(double numbers) {
    if (numbers > bytes / 2.0 + 1) { // a digit and a blank each
      throw wrong(
          String.format("promises %.0f numbers, more than %d bytes can hold", numbers, bytes));
    }
  }

  /** The exception for something in the line taken last. */
  ParameterFileException wrong(String reason) {
    return new ParameterFileException(at() + reason);
  }

  private String at() {
    return file + ", line " + taken + ": ";
  }
}
