package org.quarry.potential;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.quarry.atoms.Element;

/** Reads {@link Eam} from DYNAMO's files: funcfl, setfl and the form of Finnis and Sinclair. */
final class EamFiles {
  private static final int COMMENTS = 3; // lines at the head of setfl files

  private EamFiles() {}

  /** One element a file, under the symbol of the atomic number in its second line. */
  static Potential readFuncfl(PotentialSpec spec) {
    Map<String, Funcfl> byLabel = new LinkedHashMap<>();
    for (Path file : spec.someFiles()) {
      Funcfl funcfl = Funcfl.read(ParameterFile.read(file));
      if (byLabel.put(funcfl.label, funcfl) != null) {
        throw new ParameterFileException(
            file + " is a second file for " + funcfl.label + ": name one file an element");
      }
    }
    Species species = Species.select(spec.elements(), byLabel.keySet(), spec.text());
    List<Funcfl> chosen = species.labels().stream().map(byLabel::get).toList();
    String citation =
        chosen.stream().map(funcfl -> funcfl.citation).distinct().collect(Collectors.joining("; "));
    return new Eam(Eam.Form.FUNCFL, species, Funcfl.onOneGrid(chosen), citation);
  }

  static Potential readSetfl(PotentialSpec spec) {
    return readSetfl(spec, Eam.Form.SETFL);
  }

  static Potential readFinnisSinclair(PotentialSpec spec) {
    return readSetfl(spec, Eam.Form.FINNIS_SINCLAIR);
  }

  /**
   * Three lines of comment; the number of elements and their names; {@code nrho drho nr dr cutoff};
   * for each element a line with its atomic number and mass, F and its density (with Finnis and
   * Sinclair one for each element at which it is felt); r φ of the pairs (1,1), (2,1), (2,2) …
   */
  private static Potential readSetfl(PotentialSpec spec, Eam.Form form) {
    ParameterFile file = ParameterFile.read(spec.onlyFile());
    for (int i = 0; i < COMMENTS; i++) {
      file.next("the comments");
    }
    List<String> names = names(file);
    int n = names.size();
    Grid grid = Grid.read(file);
    int densities = form == Eam.Form.FINNIS_SINCLAIR ? n : 1;
    file.requireRoomFor(
        n * (grid.nrho() + (double) densities * grid.nr()) + n * (n + 1) / 2.0 * grid.nr());
    double[][] embedding = new double[n][];
    double[][][] density = new double[n][n][];
    for (int b = 0; b < n; b++) {
      file.words(2, "atomic number and mass of " + names.get(b));
      embedding[b] = file.table(grid.nrho(), "the embedding function of " + names.get(b));
      for (int a = 0; a < densities; a++) {
        density[b][a] = file.table(grid.nr(), "the density of " + names.get(b));
      }
    }
    double[][][] pair = new double[n][n][];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b <= a; b++) {
        pair[a][b] =
            file.table(grid.nr(), "the pair function " + names.get(a) + "-" + names.get(b));
        pair[b][a] = pair[a][b];
      }
    }
    file.requireNoMoreNumbers();
    return choose(spec, form, file, names, grid, embedding, density, pair);
  }

  /** Leaves out the labels that nobody asked for. */
  private static Eam choose(
      PotentialSpec spec,
      Eam.Form form,
      ParameterFile file,
      List<String> names,
      Grid grid,
      double[][] embedding,
      double[][][] density,
      double[][][] pair) {
    Species species = Species.select(spec.elements(), names, file.file().toString());
    int[] chosen = species.labels().stream().mapToInt(names::indexOf).toArray();
    int k = chosen.length;
    double[][] embeddings = new double[k][];
    double[][] densities = new double[k * k][];
    double[][] pairs = new double[k * k][];
    for (int a = 0; a < k; a++) {
      embeddings[a] = embedding[chosen[a]];
      for (int b = 0; b < k; b++) {
        int here = form == Eam.Form.FINNIS_SINCLAIR ? chosen[a] : 0;
        densities[a * k + b] = density[chosen[b]][here];
        pairs[a * k + b] = pair[chosen[a]][chosen[b]];
      }
    }
    EamTables tables =
        new EamTables(grid.drho(), grid.dr(), grid.cutoff(), embeddings, densities, pairs);
    return new Eam(form, species, tables, file.citation());
  }

  private static List<String> names(ParameterFile file) {
    String[] words = file.words(1, "the number of elements and their names");
    int n = file.count(words[0], 1, "the number of elements");
    if (words.length != n + 1) {
      throw file.wrong("says " + n + " elements and names " + (words.length - 1));
    }
    List<String> names = new ArrayList<>(List.of(words).subList(1, words.length));
    if (names.stream().distinct().count() != n) {
      throw file.wrong("names an element twice");
    }
    return names;
  }

  /** {@code nrho drho nr dr cutoff}. */
  record Grid(int nrho, double drho, int nr, double dr, double cutoff) {
    static Grid read(ParameterFile file) {
      String[] words = file.words(5, "nrho drho nr dr cutoff");
      Grid grid =
          new Grid(
              file.count(words[0], EamTables.MIN_SAMPLES, "nrho"),
              file.number(words[1]),
              file.count(words[2], EamTables.MIN_SAMPLES, "nr"),
              file.number(words[3]),
              file.number(words[4]));
      if (!(grid.drho > 0 && grid.dr > 0 && grid.cutoff > 0)) {
        throw file.wrong("drho, dr and cutoff must be positive");
      }
      return grid;
    }
  }

  /** The label of an element's number. */
  static String label(ParameterFile file, String word) {
    int z = file.count(word, 1, "an atomic number");
    try {
      return Element.of(z).symbol();
    } catch (IllegalArgumentException e) {
      throw file.wrong(e.getMessage());
    }
  }
}
