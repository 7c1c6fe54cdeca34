package org.quarry.potential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Periodicity;

/**
 * Energies of two elements against the formulas of the papers, written out once more and summed
 * over all images in the plainest way. All numbers that may differ do, and the files are written as
 * people write them.
 */
class DirectSumTest {
  private static final String[] LABELS = {"N", "Ga"}; // of atomic numbers 7 and 31
  private static final int IMAGES = 5; // to either side

  /** epsilon sigma a lambda gamma costheta0 A B p q tol. */
  private static final String SW =
      """
      # DATE: 2020-01-01 UNITS: metal CONTRIBUTOR: Nobody CITATION: made up
      #      eps  sigma  a    lambda gamma costheta0   A    B    p   q  tol
      Ga Ga Ga 1.20 2.10 1.60 32.5 1.2 -0.333333333333 7.9  0.72 4.0 0.0 0.0   # Ga alone
      N  N  N
         1.1 1.30 1.80 30.5 1.1 -0.3
         7.0 0.60 5.0 0.5 0.001

      Ga N  N   2.17\t1.695 1.8 32.5 1.25 -0.31 7.917 0.71 4.0 0.1 0.0
      N  Ga Ga  2.17 1.695 1.8 31.5 1.25 -0.35 7.917 0.71 4.0 0.1 0.0
      Ga Ga N   1.6  0.0   0.0 33.0 0.0 -0.32 0.0   0.0  0.0 0.0 0.0
      Ga N  Ga  3.2  9.9   9.9 16.5 0.0 -0.32 0.0   0.0  0.0 0.0 0.0
      N  Ga N   1.7  0.0   0.0 32.5 0.0 -0.34 0.0   0.0  0.0 0.0 0.0
      N  N  Ga  1.7  0.0   0.0 32.5 0.0 -0.34 0.0   0.0  0.0 0.0 0.0
      Xy Xy Xy  1 2 3 4 5 6 7 8 9 10 0
      """;

  /** m gamma lambda3 c d costheta0 n beta lambda2 B R D lambda1 A. */
  private static final String TERSOFF =
      """
      # UNITS: metal\r
       Ga Ga Ga 1.0 0.007874 1.846 1.918 0.75 -0.3013 1.0 1.0\r
                1.4497 410.132 2.87 0.15 1.60916 535.199\r
       N  N  N  1.0 0.76612 0.0 0.178493 0.20172 -0.045238 0.9 0.8\r
                2.38426 423.769 2.2 0.2 3.55779 1044.77\r
       Ga Ga N  3.0 0.0018 0.3 65.2 2.821 -0.518 1.0 0.0 0 0 2.8 0.2 0 0\r
       Ga N  N  1 0.001632 0.1 65.2070D0 2.821 -0.518 1.1 1.0\r
                2.63906 3864.27 2.90 0.20 2.93516 6136.44\r
       N  Ga Ga 1.0 0.0017 0 64 2.9 -0.5 1.2 0.9 2.6 3860 2.9 0.2 2.9 6.1364e+3\r
       N  Ga N  1.0 0.7 0 0.17 0.2 -0.04 1.0 0.0 0 0 2.3 0.2 0 0\r
       N  N  Ga 3 0.0016 0.2 65.2 2.8 -0.51 1.0 0.0 0 0 2.7 0.3 0 0\r
       Ga N  Ga 1.0 0.0079 1.8 1.9 0.74 -0.3 1.0 0.0 0 0 2.87 0.0 0 0
      """;

  /** beta alpha h eta beta_ters lambda2 B R D lambda1 A n c1 ... c5. */
  private static final String TERSOFF_MOD =
      """
      Ga Ga Ga 1 2.4 -.365 1.0 1.0 1.345797 121.0 3.0 0.3 3.23 3281.6 .938
         0.2017 730418.72 1000000 1 26
      N N N 3 0.4 -.3 0.9 1.1 1.4 120.0 2.6 0.2 3.3 3000.0 .9 0.21 7e5 1.1e6 0.9 24
      Ga N N 1 2.3 -.35 1.1 0.9 1.35 125 2.8 0.3 3.25 3100 .92 0.20 7.1e5 1.0e6 1.1 25
      N Ga Ga 1 2.2 -.36 1.2 1.0 1.36 126 2.8 0.2 3.26 3110 .91 0.19 7.2e5 0.9e6 1.0 23
      Ga Ga N 3 0.5 -.37 1 1 0 0 2.9 0.25 0 0 1 0.22 7.3e5 1.0e6 1.2 22
      Ga N Ga 1 2.1 -.34 1 1 0 0 2.7 0.2 0 0 1 0.23 7.4e5 1.0e6 1.0 21
      N Ga N 1 2.0 -.33 1 1 0 0 2.5 0.3 0 0 1 0 0 0 0 0
      N N Ga 1 0 -.32 1 1 0 0 2.6 0.1 0 0 1 0.25 7.6e5 1.0e6 1.0 20
      """;

  @TempDir Path folder;

  /** One neighbor: its label, and where it is. */
  private record Neighbor(String label, double x, double y, double z, double r) {
    double cosine(Neighbor other) {
      return (x * other.x + y * other.y + z * other.z) / (r * other.r);
    }
  }

  /** The energy of one atom. */
  private interface Formula {
    double energy(String center, List<Neighbor> star);
  }

  private static String label(Configuration c, int i) {
    return LABELS[c.atomicNumber(i) == 7 ? 0 : 1];
  }

  private static double sum(Configuration c, Formula formula) {
    double energy = 0;
    for (int i = 0; i < c.size(); i++) {
      List<Neighbor> star = new ArrayList<>();
      for (int image = 0; image < Math.pow(2 * IMAGES + 1, 3); image++) {
        int[] n = {image % 11 - IMAGES, image / 11 % 11 - IMAGES, image / 121 - IMAGES};
        boolean real = true;
        for (int k = 0; k < 3; k++) {
          real &= n[k] == 0 || c.pbc().along(k);
        }
        for (int j = 0; real && j < c.size(); j++) {
          double[] v = new double[3];
          for (int axis = 0; axis < 3; axis++) {
            v[axis] = c.position(j, axis) - c.position(i, axis);
            for (int k = 0; k < 3; k++) {
              v[axis] += n[k] * c.cell().at(k, axis);
            }
          }
          double r = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
          if (r > 0 && r < 8) {
            star.add(new Neighbor(label(c, j), v[0], v[1], v[2], r));
          }
        }
      }
      energy += formula.energy(label(c, i), star);
    }
    return energy;
  }

  private static Map<String, double[]> entries(String text) {
    Map<String, double[]> entries = new HashMap<>();
    StringBuilder words = new StringBuilder();
    text.lines().forEach(line -> words.append(line.replaceAll("#.*", "")).append(' '));
    for (String entry :
        words.toString().split("(?=\\b(?:Ga|N|Xy)\\s+(?:Ga|N|Xy)\\s+(?:Ga|N|Xy)\\b)")) {
      String[] word = entry.strip().split("\\s+");
      double[] numbers = new double[Math.max(0, word.length - 3)];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = Double.parseDouble(word[i + 3].replace('D', 'e'));
      }
      if (numbers.length > 0) {
        entries.put(word[0] + word[1] + word[2], numbers);
      }
    }
    return entries;
  }

  private static Formula stillingerWeber() {
    Map<String, double[]> of = entries(SW);
    return (center, star) -> {
      double energy = 0;
      for (int a = 0; a < star.size(); a++) {
        Neighbor j = star.get(a);
        double[] pair = of.get(center + j.label + j.label);
        if (j.r >= range(pair)) {
          continue;
        }
        double[] back = of.get(j.label + center + center);
        energy += 0.25 * (twoBody(pair, j.r) + twoBody(back, j.r));
        for (Neighbor k : star.subList(0, a)) {
          double[] other = of.get(center + k.label + k.label);
          if (k.r < range(other)) {
            double[] both = of.get(center + j.label + k.label);
            double bent = j.cosine(k) - both[5];
            double decay = pair[4] * pair[1] / (j.r - pair[1] * pair[2]);
            decay += other[4] * other[1] / (k.r - other[1] * other[2]);
            energy += both[3] * both[0] * bent * bent * Math.exp(decay);
          }
        }
      }
      return energy;
    };
  }

  /** Where LAMMPS stops: before aσ by σ/|ln tol| or γσ/|ln tol|. */
  private static double range(double[] e) {
    return e[1] * e[2] + (e[10] > 0 ? Math.min(1, e[4]) * e[1] / Math.log(e[10]) : 0);
  }

  private static double twoBody(double[] e, double r) {
    return e[6]
        * e[0]
        * (e[7] * Math.pow(e[1] / r, e[8]) - Math.pow(e[1] / r, e[9]))
        * Math.exp(e[1] / (r - e[1] * e[2]));
  }

  /** Where R, D and λ1 stand in an entry, and the functions that Tersoff and MOD differ in. */
  private interface BondOrderFunctions {
    double cut(double[] e, double r);

    double zeta(double[] e, double cosine, double difference);

    double order(double[] e, double zeta);

    /** A, λ1, B, λ2. */
    double[] pair(double[] e);
  }

  private static Formula bondOrder(String text, BondOrderFunctions f) {
    Map<String, double[]> of = entries(text);
    return (center, star) -> {
      double energy = 0;
      for (Neighbor j : star) {
        double[] bond = of.get(center + j.label + j.label);
        double zeta = 0;
        for (Neighbor k : star) {
          double[] third = of.get(center + j.label + k.label);
          double fade = f.cut(third, k.r);
          if (k != j && fade > 0 && f.cut(bond, j.r) > 0) {
            zeta += fade * f.zeta(third, j.cosine(k), j.r - k.r);
          }
        }
        double[] p = f.pair(bond);
        double repulsion = p[0] * Math.exp(-p[1] * j.r);
        double attraction = p[2] * Math.exp(-p[3] * j.r);
        energy += 0.5 * f.cut(bond, j.r) * (repulsion - f.order(bond, zeta) * attraction);
      }
      return energy;
    };
  }

  private static final BondOrderFunctions OF_TERSOFF =
      new BondOrderFunctions() {
        @Override
        public double cut(double[] e, double r) {
          double x = Math.PI / 2 * (r - e[10]) / e[11];
          return r < e[10] - e[11] ? 1 : r < e[10] + e[11] ? 0.5 - 0.5 * Math.sin(x) : 0;
        }

        @Override
        public double zeta(double[] e, double cosine, double difference) {
          double g =
              1
                  + Math.pow(e[3] / e[4], 2)
                  - e[3] * e[3] / (e[4] * e[4] + Math.pow(cosine - e[5], 2));
          return e[1] * g * Math.exp(Math.pow(e[2] * difference, e[0]));
        }

        @Override
        public double order(double[] e, double zeta) {
          return Math.pow(1 + Math.pow(e[7] * zeta, e[6]), -1 / (2 * e[6]));
        }

        @Override
        public double[] pair(double[] e) {
          return new double[] {e[13], e[12], e[9], e[8]};
        }
      };

  private static final BondOrderFunctions OF_MOD =
      new BondOrderFunctions() {
        @Override
        public double cut(double[] e, double r) {
          double x = Math.PI / 2 * (r - e[7]) / e[8];
          double fade = 0.5 - 9.0 / 16 * Math.sin(x) - 1.0 / 16 * Math.sin(3 * x);
          return r < e[7] - e[8] ? 1 : r < e[7] + e[8] ? fade : 0;
        }

        @Override
        public double zeta(double[] e, double cosine, double difference) {
          double u = Math.pow(e[2] - cosine, 2);
          double rational = e[13] == 0 ? 0 : e[13] * u / (e[14] + u);
          double g = e[12] + rational * (1 + e[15] * Math.exp(-e[16] * u));
          return g * Math.exp(Math.pow(e[1] * difference, e[0]));
        }

        @Override
        public double order(double[] e, double zeta) {
          return Math.pow(1 + Math.pow(e[4] * zeta, e[3]), -1 / (2 * e[11]));
        }

        @Override
        public double[] pair(double[] e) {
          return new double[] {e[10], e[9], e[6], e[5]};
        }
      };

  private static Formula meamSpline(MeamSpline.Functions f) {
    return (center, star) -> {
      int i = center.equals("N") ? 0 : 1; // the lighter element is the first
      double energy = 0;
      double n = 0;
      for (int a = 0; a < star.size(); a++) {
        Neighbor j = star.get(a);
        int tj = j.label.equals("N") ? 0 : 1;
        energy += 0.5 * upToItsEnd(f.pair().get(2 * i + tj), j.r);
        n += upToItsEnd(f.density().get(tj), j.r);
        for (Neighbor k : star.subList(0, a)) {
          int tk = k.label.equals("N") ? 0 : 1;
          n +=
              upToItsEnd(f.leg().get(tj), j.r)
                  * upToItsEnd(f.leg().get(tk), k.r)
                  * at(f.angle().get(2 * tj + tk), j.cosine(k));
        }
      }
      return energy + at(f.embedding().get(i), n) - at(f.embedding().get(i), 0);
    };
  }

  private static double upToItsEnd(CubicSpline spline, double r) {
    return r < spline.end() ? at(spline, r) : 0;
  }

  private static double at(CubicSpline spline, double x) {
    return spline.value(spline.interval(x), x);
  }

  /** Crystal, slab, wire and cluster of both elements, one-atom cells, dimers and lone atoms. */
  private static List<Configuration> configurations(int light, int heavy) {
    List<Configuration> all = new ArrayList<>();
    Random random = new Random(5);
    Cell sheared = Cell.of(5.0, 0.2, -0.3, 0.4, 4.8, 0.25, -0.5, 0.7, 5.2);
    Cell flat = Cell.of(4.4, 0, 0, 1.1, 4.2, 0, 0, 0, 0); // of a slab that was given no height
    List<Periodicity> periodic =
        List.of(
            Periodicity.ALL,
            new Periodicity(true, false, true),
            new Periodicity(false, true, false),
            Periodicity.NONE);
    for (Periodicity pbc : periodic) {
      all.add(shaken(sheared, pbc, random, light, heavy));
    }
    all.add(shaken(flat, new Periodicity(true, true, false), random, light, heavy));
    Cell tiny = Cell.of(2.1, 0.1, 0, 0.9, 2.0, 0.2, -0.8, 0.5, 2.2);
    for (int z : new int[] {light, heavy}) {
      all.add(Configuration.of(new int[] {z}, new double[] {9, -7, 3}, tiny, Periodicity.ALL));
      all.add(Configuration.isolated(new int[] {z}, new double[3]));
      for (double r : new double[] {1.7, 2.05, 2.6, 3.0}) {
        double[] dimer = {0, 0, 0, r / 3, 2 * r / 3, -2 * r / 3};
        all.add(Configuration.isolated(new int[] {z, light}, dimer));
        all.add(Configuration.isolated(new int[] {heavy, z}, dimer));
      }
    }
    return all;
  }

  private static Configuration shaken(
      Cell cell, Periodicity pbc, Random random, int light, int heavy) {
    double[][] corners = {{0, 0, 0}, {0, 0.5, 0.5}, {0.5, 0, 0.5}, {0.5, 0.5, 0}};
    int[] z = new int[8];
    double[] r = new double[24];
    for (int i = 0; i < 8; i++) {
      z[i] = random.nextBoolean() ? light : heavy;
      for (int axis = 0; axis < 3; axis++) {
        for (int k = 0; k < 3; k++) {
          double edge = k == axis && cell.at(k, axis) == 0 ? 5 : cell.at(k, axis);
          r[3 * i + axis] += (corners[i / 2][k] + 0.25 * (i % 2)) * edge;
        }
        r[3 * i + axis] += 0.3 * (2 * random.nextDouble() - 1);
      }
    }
    return Configuration.of(z, r, cell, pbc);
  }

  private Potential read(String style, String text) throws IOException {
    return Potentials.of(style + ":" + Files.writeString(folder.resolve("file"), text) + "@Ga,N");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sw", "tersoff", "tersoff-mod", "meam-spline"})
  void energiesAreTheFormulasSummedOverAllImages(String style) throws IOException {
    Potential potential =
        switch (style) {
          case "sw" -> read(style, SW);
          case "tersoff" -> read(style, TERSOFF);
          case "tersoff-mod" -> read(style, TERSOFF_MOD);
          default -> MadeUp.meamSpline(); // of C and Si
        };
    Formula formula =
        switch (style) {
          case "sw" -> stillingerWeber();
          case "tersoff" -> bondOrder(TERSOFF, OF_TERSOFF);
          case "tersoff-mod" -> bondOrder(TERSOFF_MOD, OF_MOD);
          default -> meamSpline(((MeamSpline) MadeUp.meamSpline()).functions());
        };
    boolean carbide = style.equals("meam-spline");
    List<Configuration> configurations = configurations(7, 31);
    List<Configuration> computed = carbide ? configurations(6, 14) : configurations;
    Evaluator evaluator = potential.evaluator();
    double largest = 0;
    for (int i = 0; i < configurations.size(); i++) {
      evaluator.compute(computed.get(i));
      double expected = sum(configurations.get(i), formula);
      double tolerance = 1e-11 * Math.max(1, Math.abs(expected));
      assertEquals(expected, evaluator.energy(), tolerance, "configuration " + i);
      largest = Math.max(largest, Math.abs(expected));
    }
    assertTrue(largest > 1);
  }
}
