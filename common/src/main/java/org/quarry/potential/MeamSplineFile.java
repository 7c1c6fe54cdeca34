package org.quarry.potential;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.quarry.atoms.Element;

/**
 * LAMMPS' file of spline functions: a comment; in the newer format {@code meam/spline n El …};
 * splines of φ for the pairs (1,1), (1,2) … (2,2) …, ρ, U and f for each element, g for the pairs.
 * A spline is {@code spline3eq} in the newer format; the number of knots; the slopes at both ends;
 * a line without meaning in the older format; {@code x y y''} of each knot, of which y'' is not
 * used.
 */
record MeamSplineFile(
    Path path,
    List<String> labels,
    List<CubicSpline> pair,
    List<CubicSpline> density,
    List<CubicSpline> embedding,
    List<CubicSpline> leg,
    List<CubicSpline> angle,
    String citation) {
  private static final String ANY = "*"; // the one label of the older format, which names none
  private static final int MAX_ELEMENTS = 118;

  static MeamSplineFile read(Path path) {
    Splines splines = new Splines(ParameterFile.read(path));
    List<String> labels = splines.labels();
    int n = labels.size();
    int pairs = n * (n + 1) / 2;
    MeamSplineFile file =
        new MeamSplineFile(
            path,
            labels,
            splines.next(pairs, "phi"),
            splines.next(n, "rho"),
            splines.next(n, "U"),
            splines.next(n, "f"),
            splines.next(pairs, "g"),
            splines.file.citation());
    splines.file.requireNoMoreNumbers();
    return file;
  }

  /** The elements asked; in the older format all of them are of the one kind. */
  Species select(Map<Element, String> asked) {
    if (!labels.get(0).equals(ANY)) {
      return Species.select(asked, labels, path.toString());
    }
    if (asked.isEmpty()) {
      throw new ParameterFileException(path + " names no element: say which, as @Si");
    }
    Map<Element, String> alike = new TreeMap<>();
    asked.keySet().forEach(element -> alike.put(element, ANY));
    return Species.of(alike);
  }

  /** Takes splines from a file. */
  private static final class Splines {
    private final ParameterFile file;
    private boolean newer;
    private String[] head; // the line that was read to tell the formats apart

    Splines(ParameterFile file) {
      this.file = file;
      file.next("a comment");
      head = file.words(1, "the number of knots of phi");
    }

    List<String> labels() {
      newer = head[0].equals("meam/spline");
      if (!newer) {
        return List.of(ANY);
      }
      int n = head.length > 1 ? file.count(head[1], 1, "the number of elements") : 0;
      if (n != head.length - 2 || n > MAX_ELEMENTS) {
        throw file.wrong("expected meam/spline, the number of elements and their names");
      }
      List<String> labels = List.of(head).subList(2, head.length);
      if (labels.stream().distinct().count() != n) {
        throw file.wrong("names an element twice");
      }
      head = new String[0];
      return List.copyOf(labels);
    }

    List<CubicSpline> next(int count, String what) {
      List<CubicSpline> splines = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        splines.add(next(what));
      }
      return splines;
    }

    private CubicSpline next(String what) {
      if (newer) {
        String[] kind = file.words(1, "the kind of spline of " + what);
        if (!kind[0].equals("spline3eq")) {
          throw file.wrong("expected spline3eq, got \"" + kind[0] + "\"");
        }
      }
      String[] first = head.length > 0 ? head : file.words(1, "the number of knots of " + what);
      head = new String[0];
      int knots = file.count(first[0], 2, "the number of knots of " + what);
      file.requireRoomFor(3.0 * knots);
      String[] ends = file.words(2, "the end slopes of " + what);
      double firstSlope = file.number(ends[0]);
      double lastSlope = file.number(ends[1]);
      if (!newer) {
        file.next("the line after the end slopes of " + what);
      }
      double[] x = new double[knots];
      double[] y = new double[knots];
      for (int k = 0; k < knots; k++) {
        String[] knot = file.words(3, "x, y and y'' of a knot of " + what);
        x[k] = file.number(knot[0]);
        y[k] = file.number(knot[1]);
      }
      try {
        return CubicSpline.of(x, y, firstSlope, lastSlope);
      } catch (IllegalArgumentException e) {
        throw file.wrong(what + ": " + e.getMessage());
      }
    }
  }
}
