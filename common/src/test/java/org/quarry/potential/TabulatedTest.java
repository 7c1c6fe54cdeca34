package org.quarry.potential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quarry.atoms.Configuration;

/** Potentials whose functions are numbers in files: what is interpolated and what is refused. */
class TabulatedTest {
  private static final int SAMPLES = 41;
  private static final double STEP = 0.1;
  private static final String GRID = SAMPLES + " 0.1 " + SAMPLES + " 0.1 3.5\n";

  @TempDir Path folder;

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static String lines(double[] table) {
    return Arrays.stream(table)
            .mapToObj(x -> String.format(Locale.ROOT, "%.17g", x))
            .collect(Collectors.joining("\n"))
        + "\n";
  }

  // Cubic polynomials: local derivatives of fourth order make their interpolation exact.
  private static double embedding(double n) {
    return n * (n * (0.2 * n - 1) - 0.5);
  }

  private static double density(double r, double scale) {
    return scale * (0.15 + (4 - r) * (4 - r) * (1 + 0.1 * r) / 100);
  }

  private static double product(double r, double scale) {
    return scale * (4 - r) * (4 - r) * (4 - r);
  }

  private static double[] table(java.util.function.DoubleUnaryOperator function) {
    return MadeUp.table(SAMPLES, STEP, function);
  }

  /** C gives the densities 2 at C and 3 at Si, Si 5 at C and 7 at Si. */
  private static String finnisSinclair() {
    StringBuilder text = new StringBuilder("one\ntwo\nthree\n2 C Si\n" + GRID);
    for (double[] scales : new double[][] {{2, 3}, {5, 7}}) {
      text.append("6 12.0 3.5 diamond\n").append(lines(table(TabulatedTest::embedding)));
      for (double scale : scales) {
        text.append(lines(table(r -> density(r, scale))));
      }
    }
    for (double scale : new double[] {1, 1.5, 2}) {
      text.append(lines(table(r -> product(r, scale))));
    }
    return text.toString();
  }

  private static String setfl() {
    return "UNITS: metal CITATION: A Paper (1999) COMMENT: none\ntwo\nthree\n1 Si\n"
        + GRID
        + "14 28.1 5.43 diamond\n"
        + lines(table(TabulatedTest::embedding))
        + lines(table(r -> density(r, 2)))
        + lines(table(r -> product(r, 1)));
  }

  private static String funcfl() {
    return "a comment\n14 28.1 5.43 diamond\n"
        + GRID
        + lines(table(TabulatedTest::embedding))
        + lines(table(r -> 1 - 0.2 * r))
        + lines(table(r -> density(r, 2)));
  }

  private static double energy(String spec, int first, int second, double distance) {
    Evaluator evaluator = Potentials.of(spec).evaluator();
    evaluator.compute(
        Configuration.isolated(new int[] {first, second}, new double[] {0, 0, 0, 0, 0, distance}));
    return evaluator.energy();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.0, 1.2345, 2.71, 3.4999})
  void embeddedCubicsAreExact(double r) throws IOException {
    String fs = "eam-fs:" + file("x.fs", finnisSinclair());
    // C feels the density of Si, 5, and Si that of C, 3; their pair function is the second.
    double mixed = embedding(density(r, 5)) + embedding(density(r, 3)) + product(r, 1.5) / r;
    assertEquals(mixed, energy(fs, 6, 14, r), 1e-12);
    assertEquals(mixed, energy(fs, 14, 6, r), 1e-12);
    double alike = 2 * embedding(density(r, 7)) + product(r, 2) / r;
    assertEquals(alike, energy(fs + "@Si", 14, 14, r), 1e-12);
    double alloy = 2 * embedding(density(r, 2)) + product(r, 1) / r;
    assertEquals(alloy, energy("eam-alloy:" + file("x.alloy", setfl()), 14, 14, r), 1e-12);
    double charge = 1 - 0.2 * r;
    double funcfl = 2 * embedding(density(r, 2)) + 27.2 * 0.529 * charge * charge / r;
    assertEquals(funcfl, energy("eam:" + file("x.eam", funcfl()), 14, 14, r), 1e-12);
  }

  @Test
  void nothingActsFromTheCutoffOn() throws IOException {
    String spec = "eam-alloy:" + file("x.alloy", setfl());
    assertEquals(0, energy(spec, 14, 14, 3.5), 0);
    assertTrue(energy(spec, 14, 14, Math.nextDown(3.5)) != 0);
    assertEquals("A Paper (1999)", Potentials.of(spec).citation());
  }

  /** ρ = 8 where the table ends at 4: F(4) + 4 F'(4), with F' of first order at the end. */
  @Test
  void embeddingGoesOnAlongItsTangent() throws IOException {
    String text = setfl().replace(lines(table(r -> density(r, 2))), lines(table(r -> 8)));
    double slope = (embedding(4) - embedding(3.9)) / STEP;
    assertEquals(
        2 * (embedding(4) + 4 * slope) + product(2, 1) / 2,
        energy("eam-alloy:" + file("x.alloy", text), 14, 14, 2),
        1e-9);
  }

  @Test
  void aSplineWithTheSlopesOfACubicIsTheCubic() {
    double[] x = {-2, -1.7, 0.1, 0.5, 3}; // unevenly spaced
    double[] y = Arrays.stream(x).map(TabulatedTest::embedding).toArray();
    double[] slopes = {0.6 * 4 + 2 * 2 - 0.5, 0.6 * 9 - 2 * 3 - 0.5};
    CubicSpline spline = CubicSpline.of(x, y, slopes[0], slopes[1]);
    for (double at = -1.999; at < 3; at += 0.0237) {
      int k = spline.interval(at);
      assertEquals(embedding(at), spline.value(k, at), 1e-12);
      assertEquals(0.6 * at * at - 2 * at - 0.5, spline.slope(k, at), 1e-12);
    }
    assertEquals(y[0] - slopes[0], spline.value(spline.interval(-3), -3), 1e-12);
    assertEquals(y[4] + 2 * slopes[1], spline.value(spline.interval(5), 5), 1e-12);
    assertEquals(slopes[1], spline.slope(spline.interval(5), 5));
  }

  /** phi, rho, U, f, g of one kind of atom, each a straight line from 1 to 0, or for U and g up. */
  private static String meam() {
    String falling = "2\n-0.5 -0.5\n1 0 1 0\n1 1 0\n3 0 0\n";
    String rising = "2\n1 1\n1 0 1 0\n-1 -1 0\n1 1 0\n";
    return "a comment\n" + falling + falling + rising + falling + rising;
  }

  @Test
  void straightSplinesGiveWhatTheyMust() throws IOException {
    String spec = "meam-spline:" + file("x.spline", meam());
    // phi = rho = (3 − r)/2, U(n) = n
    assertEquals(0.5 + 2 * 0.5, energy(spec + "@Si", 14, 14, 2), 1e-14);
    assertEquals(0.5 + 2 * 0.5, energy(spec + "@Si,C", 6, 14, 2), 1e-14);
    assertEquals(0, energy(spec + "@Si", 14, 14, 3), 0);
    // Three in a row, 1.25 apart: f f g = −0.875² at the middle, 0.875 · 0.25 at both ends.
    Evaluator evaluator = Potentials.of(spec + "@Si").evaluator();
    evaluator.compute(
        Configuration.isolated(
            new int[] {14, 14, 14}, new double[] {0, 0, 0, 1.25, 0, 0, 2.5, 0, 0}));
    double pairs = (0.875 + 0.875 + 0.25) * 3;
    assertEquals(pairs - 0.875 * 0.875 + 2 * 0.875 * 0.25, evaluator.energy(), 1e-14);
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> Potentials.of(spec))
            .getMessage()
            .contains("say which, as @Si"));
  }

  /** The newer format: C-C is 1, C-Si 2 and Si-Si 3 times the line; rho of C, of Si 10 and 20. */
  @Test
  void splinesOfSeveralElementsComeInTheirOrder() throws IOException {
    StringBuilder text = new StringBuilder("a comment\nmeam/spline 2 C Si\n");
    for (double scale : new double[] {1, 2, 3, 10, 20}) {
      text.append("spline3eq\n2\n").append(-scale / 2).append(' ').append(-scale / 2);
      text.append("\n1 ").append(scale).append(" 0\n3 0 0\n");
    }
    for (double scale : new double[] {100, 200, 0, 0, 0, 0, 0}) {
      text.append("spline3eq\n2\n").append(scale).append(' ').append(scale);
      text.append("\n0 0 0\n1 ").append(scale).append(" 0\n");
    }
    String spec = "meam-spline:" + file("x.spline", text.toString());
    assertEquals(0.5 * (1 + 2 * 10 * 100), energy(spec, 6, 6, 2), 1e-9);
    assertEquals(0.5 * (2 + 20 * 100 + 10 * 200), energy(spec, 6, 14, 2), 1e-9);
    assertEquals(0.5 * (3 + 2 * 20 * 200), energy(spec, 14, 14, 2), 1e-9);
    assertEquals(0.5 * (3 + 2 * 20 * 200), energy(spec + "@Si", 14, 14, 2), 1e-9);
  }

  /** Cut behind every line. */
  @ParameterizedTest
  @ValueSource(strings = {"eam", "eam-alloy", "eam-fs", "meam-spline"})
  void aFileThatIsCutIsRefusedWithItsLine(String style) throws IOException {
    String whole =
        switch (style) {
          case "eam" -> funcfl();
          case "eam-alloy" -> setfl();
          case "eam-fs" -> finnisSinclair();
          default -> meam();
        };
    String elements = style.equals("meam-spline") ? "@Si" : "";
    Potentials.of(style + ":" + file("whole", whole) + elements);
    List<String> lines = whole.lines().toList();
    for (int n = 0; n < lines.size(); n++) {
      String path = file("cut", String.join("\n", lines.subList(0, n)));
      String message =
          assertThrows(
                  ParameterFileException.class, () -> Potentials.of(style + ":" + path + elements))
              .getMessage();
      assertTrue(
          message.contains("cut ends after line " + n)
              || message.contains("cut, line") && message.contains("more than"),
          message);
    }
  }

  /** A number too many behind a table, Fortran's exponents, a byte order mark. */
  @Test
  void whatPublishedFilesHaveIsRead() throws IOException {
    String whole = setfl();
    String density = lines(table(r -> density(r, 2)));
    String odd =
        "\uFEFF"
            + whole
                .replace("41 0.1", "41 1.0D-01")
                .replace(density, density.stripTrailing() + " 0.0\n");
    assertEquals(
        Potentials.of("eam-alloy:" + file("plain", whole)).hash(),
        Potentials.of("eam-alloy:" + file("odd", odd)).hash());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "eam-alloy|41 0.1 41|2000000000 0.1 41|line 5: promises 2000000",
        "eam-alloy|41 0.1 41|41 0.1 40|line 128: more numbers than the counts at the head need",
        "eam-alloy|41 0.1 41|41 0.1 42|ends after line 129, before the pair function Si-Si",
        "eam-alloy|1 Si|2 Si C|line 89: expected atomic number and mass of C",
        "eam-alloy|41 0.1 41|41.5 0.1 41|line 5: expected nrho, a whole number",
        "eam-alloy|41 0.1 41|41 0 41|must be positive",
        "eam-alloy|41 0.1 41|3 0.1 41|expected nrho, a whole number from 5 on",
        "eam-alloy|1 Si|2 Si|line 4: says 2 elements and names 1",
        "eam-alloy|1 Si|0|line 4: expected the number of elements",
        "eam-alloy|1 Si|x Si|line 4: expected the number of elements",
        "eam-alloy|0.0000000000000000|NaN|expected a finite number, got -NaN",
        "eam-alloy|0.0000000000000000|1.0D-3x|expected a number",
        "eam-alloy|UNITS: metal|UNITS: real|in real units",
        "eam|14 28.1|0 28.1|line 2: expected an atomic number",
        "eam|14 28.1|119 28.1|line 2: no element",
        "eam|14 28.1 5.43 diamond|14|line 2: expected atomic number and mass",
        "meam-spline|3 0 0|1 0 0|must ascend",
        "meam-spline|1 1 0|1 1|x, y and y''",
        "meam-spline|a comment|a comment\\nmeam/spline 2 Si|line 2: expected meam/spline",
        "meam-spline|a comment|a comment\\nmeam/spline 1 Si|expected spline3eq"
      })
  void aMalformedFileIsRefusedWithItsReason(
      String style, String part, String broken, String expected) throws IOException {
    String whole =
        switch (style) {
          case "eam" -> funcfl();
          case "eam-alloy" -> setfl();
          default -> meam();
        };
    assertTrue(whole.contains(part));
    String text = whole.replace(part, broken.replace("\\n", "\n"));
    String spec = style + ":" + file("bad", text) + "@Si";
    String message =
        assertThrows(ParameterFileException.class, () -> Potentials.of(spec)).getMessage();
    assertTrue(message.contains("bad") && message.contains(expected), message);
  }

  @Test
  void twoFilesOfOneElementAreRefused() throws IOException {
    String spec = "eam:" + file("a.eam", funcfl()) + "," + file("b.eam", funcfl());
    String message =
        assertThrows(ParameterFileException.class, () -> Potentials.of(spec)).getMessage();
    assertTrue(message.contains("b.eam is a second file for Si"), message);
  }

  @Test
  void tablesOfOtherNumbersHaveAnotherHash() throws IOException {
    String one = Potentials.of("eam-alloy:" + file("a", setfl())).hash();
    String same = Potentials.of("eam-alloy:" + file("b", setfl())).hash();
    String other =
        Potentials.of("eam-alloy:" + file("c", setfl().replace("0.1 3.5", "0.1 3.4"))).hash();
    assertEquals(one, same);
    assertTrue(!one.equals(other));
  }
}
