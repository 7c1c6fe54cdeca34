package org.quarry.potential;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quarry.atoms.Element;

/**
 * LAMMPS' parameter files of three-body potentials: entries of three labels and a fixed count of
 * numbers, over one or more lines; {@code #} starts a comment, a tag {@code UNITS: metal} in the
 * first line is checked and {@code CITATION:} there is kept.
 */
final class LammpsEntries {
  private static final Pattern UNITS = Pattern.compile("UNITS:\\s*(\\S+)");
  private static final Pattern CITATION = Pattern.compile("CITATION:\\s*(.+)");

  private final Path file;
  private final String citation;
  private final Map<List<String>, double[]> entries = new LinkedHashMap<>();

  private LammpsEntries(Path file, String citation) {
    this.file = file;
    this.citation = citation;
  }

  /**
   * Reads all entries of a file, {@code count} numbers each.
   *
   * @throws ParameterFileException if the file does not have that form, naming file and line
   */
  static LammpsEntries read(Path file, int count) {
    List<String> lines = lines(file);
    String first = lines.isEmpty() ? "" : lines.get(0);
    Matcher units = UNITS.matcher(first);
    if (first.startsWith("#") && units.find() && !units.group(1).equals("metal")) {
      throw new ParameterFileException(
          file + " is in " + units.group(1) + " units: convert it to metal units (eV, Å)");
    }
    Matcher cited = CITATION.matcher(first);
    String citation =
        first.startsWith("#") && cited.find()
            ? cited.group(1).strip()
            : "parameters from " + file.getFileName();
    LammpsEntries result = new LammpsEntries(file, citation);
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1).split("#", 2)[0].strip();
      if (!line.isEmpty()) {
        start = words.isEmpty() ? number : start;
        words.addAll(List.of(line.split("\\s+")));
        if (words.size() >= 3 + count) {
          result.add(words, count, start);
          words.clear();
        }
      }
    }
    if (!words.isEmpty()) {
      throw new ParameterFileException(result.wrongCount(words, count, start));
    }
    if (result.entries.isEmpty()) {
      throw new ParameterFileException(file + " holds no entry");
    }
    return result;
  }

  private static List<String> lines(Path file) {
    try {
      // Comments may be in any encoding: what is not UTF-8 is replaced, not refused.
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    } catch (NoSuchFileException e) {
      throw new ParameterFileException("there is no potential file " + file, e);
    } catch (IOException e) {
      throw new ParameterFileException(file + " cannot be read: " + e, e);
    }
  }

  private void add(List<String> words, int count, int line) {
    if (words.size() != 3 + count) {
      throw new ParameterFileException(wrongCount(words, count, line));
    }
    double[] values = new double[count];
    for (int k = 0; k < count; k++) {
      try {
        values[k] = Double.parseDouble(words.get(3 + k));
      } catch (NumberFormatException e) {
        throw new ParameterFileException(
            file + ", line " + line + ": expected a number, got \"" + words.get(3 + k) + "\"", e);
      }
      if (!Double.isFinite(values[k])) {
        throw new ParameterFileException(file + ", line " + line + ": " + words.get(3 + k));
      }
    }
    List<String> labels = List.copyOf(words.subList(0, 3));
    if (entries.put(labels, values) != null) {
      throw new ParameterFileException(
          file + ", line " + line + ": a second entry for " + String.join(" ", labels));
    }
  }

  private String wrongCount(List<String> words, int count, int line) {
    return file
        + ", line "
        + line
        + ": an entry has 3 labels and "
        + count
        + " numbers, got "
        + words.size()
        + " words";
  }

  String citation() {
    return citation;
  }

  /** The labels that have an entry of their own, as {@code Si Si Si}, and those elements asked. */
  Species select(Map<Element, String> asked) {
    Set<String> labels = new LinkedHashSet<>();
    for (List<String> key : entries.keySet()) {
      if (key.stream().distinct().count() == 1) {
        labels.add(key.get(0));
      }
    }
    return Species.select(asked, labels, file.toString());
  }

  /**
   * The entry of three labels.
   *
   * @throws ParameterFileException if there is none or its numbers are refused
   */
  <T> T entry(Function<double[], T> of, String i, String j, String k) {
    double[] values = entries.get(List.of(i, j, k));
    if (values == null) {
      throw new ParameterFileException(
          file
              + " holds no entry "
              + i
              + " "
              + j
              + " "
              + k
              + ": choose elements that it covers together, as @"
              + i);
    }
    try {
      return of.apply(values);
    } catch (IllegalArgumentException e) {
      throw new ParameterFileException(
          file + ", entry " + i + " " + j + " " + k + ": " + e.getMessage(), e);
    }
  }

  /** The entries of all triplets of labels, in their order: index (i·n + j)·n + k. */
  <T> List<T> triplets(List<String> labels, Function<double[], T> of) {
    List<T> all = new ArrayList<>();
    for (String i : labels) {
      for (String j : labels) {
        for (String k : labels) {
          all.add(entry(of, i, j, k));
        }
      }
    }
    return List.copyOf(all);
  }
}
