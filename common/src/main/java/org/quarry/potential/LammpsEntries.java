package org.quarry.potential;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.quarry.atoms.Element;

/**
 * LAMMPS' parameter files of three-body potentials: entries of three labels and a fixed count of
 * numbers, over one or more lines; {@code #} starts a comment.
 */
final class LammpsEntries {
  private final ParameterFile file;
  private final Map<List<String>, double[]> entries = new LinkedHashMap<>();

  private LammpsEntries(ParameterFile file) {
    this.file = file;
  }

  /**
   * Reads all entries of a file, {@code count} numbers each.
   *
   * @throws ParameterFileException if the file does not have that form, naming file and line
   */
  static LammpsEntries read(Path path, int count) {
    ParameterFile file = ParameterFile.read(path);
    LammpsEntries result = new LammpsEntries(file);
    List<String> words = new ArrayList<>();
    double[] values = new double[count];
    while (file.hasNext()) {
      for (String word : file.nextWords("an entry")) {
        if (words.size() >= 3 && words.size() < 3 + count) {
          values[words.size() - 3] = file.number(word);
        }
        words.add(word);
      }
      if (words.size() >= 3 + count) {
        result.add(words, values.clone());
        words.clear();
      }
    }
    if (!words.isEmpty()) {
      throw result.wrongCount(words, count);
    }
    if (result.entries.isEmpty()) {
      throw new ParameterFileException(path + " holds no entry");
    }
    return result;
  }

  /** A potential of species, their entries and a citation. */
  interface Maker<E, P> {
    P of(Species species, List<E> entries, String citation);
  }

  /**
   * The potential of a spec that names one file of entries for all triplets.
   *
   * @param count numbers an entry
   * @param entry made of its numbers
   */
  static <E, P> P read(
      PotentialSpec spec, int count, Function<double[], E> entry, Maker<E, P> maker) {
    LammpsEntries file = read(spec.onlyFile(), count);
    Species species = file.select(spec.elements());
    return maker.of(species, file.triplets(species.labels(), entry), file.citation());
  }

  private void add(List<String> words, double[] values) {
    if (words.size() != 3 + values.length) {
      throw wrongCount(words, values.length);
    }
    List<String> labels = List.copyOf(words.subList(0, 3));
    if (entries.put(labels, values) != null) {
      throw file.wrong("a second entry for " + String.join(" ", labels));
    }
  }

  private ParameterFileException wrongCount(List<String> words, int count) {
    return file.wrong(
        "an entry has 3 labels and " + count + " numbers, got " + words.size() + " words");
  }

  String citation() {
    return file.citation();
  }

  /** The labels that have an entry of their own, as {@code Si Si Si}, and those elements asked. */
  Species select(Map<Element, String> asked) {
    Set<String> labels = new LinkedHashSet<>();
    for (List<String> key : entries.keySet()) {
      if (key.stream().distinct().count() == 1) {
        labels.add(key.get(0));
      }
    }
    return Species.select(asked, labels, file.file().toString());
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
          file.file()
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
          file.file() + ", entry " + i + " " + j + " " + k + ": " + e.getMessage(), e);
    }
  }

  /** The entries of all triplets of labels, in their order: index (i·n + j)·n + k. */
  private <T> List<T> triplets(List<String> labels, Function<double[], T> of) {
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
