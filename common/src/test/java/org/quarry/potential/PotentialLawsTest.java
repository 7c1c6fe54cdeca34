package org.quarry.potential;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.atoms.Periodicity;

/** What holds for every potential on every kind of configuration. */
class PotentialLawsTest {
  private static final Element SI = Element.of("Si");
  private static final Element C = Element.of("C");

  static Stream<Potential> potentials() {
    return Stream.of(
        Potentials.of("sw-si"),
        Potentials.of("tersoff-si-t2"),
        Potentials.of("tersoff-si-t3"),
        Potentials.of("tersoff-si-erhart-albe"),
        Potentials.of("tersoff-mod-si"),
        Potentials.of("edip-si"),
        Potentials.of("lj{epsilon=0.3,sigma=2.1,r_cut=4.1,shift=true}"),
        Potentials.of("morse{d0=0.6,alpha=1.5,r0=2.4,r_cut=4.3}"),
        carbideLikeStillingerWeber(),
        carbideLikeTersoff(),
        MadeUp.finnisSinclair(),
        MadeUp.meamSpline());
  }

  /** Made-up numbers, different for every pair and triplet that may differ. */
  private static Potential carbideLikeStillingerWeber() {
    List<StillingerWeberEntry> entries = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      int i = t / 4;
      int j = t / 2 % 2;
      int k = t % 2;
      double e = 1.5 + 0.3 * (j + k) + 0.2 * i;
      entries.add(
          new StillingerWeberEntry(
              e,
              1.9 + 0.1 * (i + j),
              1.9,
              20 + 2 * i + 3 * j * k,
              1.1 + 0.1 * i,
              -0.33 + 0.05 * i + 0.02 * (j + k),
              7,
              0.6,
              4 + 0.5 * (i + j),
              0.3 * (i + j),
              i + j == 0 ? 0.001 : 0));
    }
    return StillingerWeber.of(Species.of(Map.of(SI, "Si", C, "C")), entries, "made up");
  }

  private static Potential carbideLikeTersoff() {
    List<TersoffEntry> entries = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      int i = t / 4;
      int j = t / 2 % 2;
      int k = t % 2;
      entries.add(
          new TersoffEntry(
              k == 0 ? 1 : 3,
              0.9 + 0.1 * k,
              0.4 * k,
              3.8e4 * (1 + i),
              4.3 + 9 * i,
              -0.58 + 0.1 * k,
              0.73 + 0.1 * i,
              1e-6 * (1 + j),
              1.7 + 0.1 * j,
              390 + 20 * i,
              2.6 + 0.2 * k,
              0.3,
              2.5 + 0.2 * j,
              1600 + 50 * i));
    }
    return Tersoff.of(Species.of(Map.of(SI, "Si", C, "C")), entries, "made up");
  }

  private static final double A = 5.2;
  private static final double[] DIAMOND = {
    0, 0, 0, 0, 2, 2, 2, 0, 2, 2, 2, 0, 1, 1, 1, 1, 3, 3, 3, 1, 3, 3, 3, 1
  };

  /** Shaken diamond in a sheared cell as crystal, slab, wire and cluster; a crystal of one atom. */
  private static List<Configuration> configurations(Potential potential) {
    List<Configuration> all = new ArrayList<>();
    boolean both = potential.species().contains(C);
    Cell cell = Cell.of(A, 0.1, -0.2, 0.3, A + 0.2, 0.15, -0.4, 0.6, A - 0.1);
    for (int seed = 0; seed < 4; seed++) {
      Random random = new Random(seed);
      double[] r = new double[24];
      for (int i = 0; i < 24; i++) {
        r[i] = 0.25 * (2 * random.nextDouble() - 1);
        for (int k = 0; k < 3; k++) {
          r[i] += DIAMOND[3 * (i / 3) + k] / 4 * cell.at(k, i % 3);
        }
      }
      int[] z = IntStream.range(0, 8).map(i -> both && random.nextBoolean() ? 6 : 14).toArray();
      all.add(Configuration.of(z, r, cell, new Periodicity(seed < 3, seed < 2, seed < 1)));
    }
    Cell tiny = Cell.of(2.4, 0.1, 0, 0.3, 2.5, 0.2, 2.3, 0.4, 2.6);
    all.add(Configuration.of(new int[] {14}, new double[3], tiny, Periodicity.ALL));
    return all;
  }

  static Stream<Arguments> cases() {
    return potentials().flatMap(p -> configurations(p).stream().map(c -> Arguments.of(p, c)));
  }

  private static double energy(Potential potential, Configuration configuration) {
    Evaluator evaluator = potential.evaluator();
    evaluator.compute(configuration);
    return evaluator.energy();
  }

  private static double[] forces(Potential potential, Configuration configuration) {
    Evaluator evaluator = potential.evaluator();
    evaluator.compute(configuration);
    return Arrays.copyOf(evaluator.forces(), 3 * configuration.size());
  }

  /** x → x·m for rows of three. */
  private static double[] map(double[] rows, double[] m) {
    double[] mapped = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < 3; k++) {
        mapped[i] += rows[i / 3 * 3 + k] * m[3 * k + i % 3];
      }
    }
    return mapped;
  }

  private static Configuration map(Configuration c, double[] m) {
    return Configuration.of(
        c.atomicNumbers(), map(c.positions(), m), Cell.of(map(c.cell().toArray(), m)), c.pbc());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void forcesAreTheNegativeGradient(Potential potential, Configuration c) {
    double h = 1e-5;
    double[] forces = forces(potential, c);
    for (int i = 0; i < forces.length; i++) {
      double[] r = c.positions();
      r[i] += h;
      double up = energy(potential, c.withPositions(r));
      r[i] -= 2 * h;
      double down = energy(potential, c.withPositions(r));
      int component = i;
      assertEquals((down - up) / (2 * h), forces[i], 2e-6, () -> "component " + component);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void virialIsTheNegativeDerivativeByStrain(Potential potential, Configuration c) {
    double h = 1e-6;
    Evaluator evaluator = potential.evaluator();
    evaluator.compute(c);
    int[][] components = {{0, 0}, {1, 1}, {2, 2}, {0, 1}, {0, 2}, {1, 2}};
    for (int s = 0; s < 6; s++) {
      double[] strain = {1, 0, 0, 0, 1, 0, 0, 0, 1};
      int at = 3 * components[s][1] + components[s][0];
      strain[at] += h;
      double up = energy(potential, map(c, strain));
      strain[at] -= 2 * h;
      double down = energy(potential, map(c, strain));
      assertEquals((down - up) / (2 * h), evaluator.virial()[s], 2e-6 * c.size());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void forcesAddUpToZeroAndEnergiesToTheEnergy(Potential potential, Configuration c) {
    Evaluator evaluator = potential.evaluator();
    evaluator.compute(c);
    for (int axis = 0; axis < 3; axis++) {
      double sum = 0;
      for (int i = 0; i < c.size(); i++) {
        sum += evaluator.forces()[3 * i + axis];
      }
      assertEquals(0, sum, 1e-11);
    }
    assertEquals(evaluator.energy(), Arrays.stream(evaluator.energies(), 0, c.size()).sum(), 1e-11);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void rotationTurnsForcesAndKeepsTheEnergy(Potential potential, Configuration c) {
    double x = Math.cos(0.7);
    double y = Math.sin(0.7);
    double[] aboutZ = {x, y, 0, -y, x, 0, 0, 0, 1};
    double[] turn = map(new double[] {1, 0, 0, 0, -y, x, 0, x, y}, aboutZ); // with a mirror
    Configuration turned = map(c, turn);
    assertEquals(energy(potential, c), energy(potential, turned), 1e-10);
    assertArrayEquals(map(forces(potential, c), turn), forces(potential, turned), 1e-10);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void translationAndOtherImagesChangeNothing(Potential potential, Configuration c) {
    Random random = new Random(3);
    double[] r = c.positions();
    for (int i = 0; i < c.size(); i++) {
      for (int k = 0; k < 3; k++) {
        int periods = c.pbc().along(k) ? random.nextInt(7) - 3 : 0;
        for (int axis = 0; axis < 3; axis++) {
          r[3 * i + axis] += periods * c.cell().at(k, axis) + (k == 0 ? 1.234 - axis : 0);
        }
      }
    }
    Configuration moved = c.withPositions(r);
    assertEquals(energy(potential, c), energy(potential, moved), 1e-10);
    assertArrayEquals(forces(potential, c), forces(potential, moved), 1e-10);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theOrderOfAtomsOnlyOrdersTheForces(Potential potential, Configuration c) {
    int n = c.size();
    int[] z = new int[n];
    double[] r = new double[3 * n];
    double[] expected = new double[3 * n];
    double[] forces = forces(potential, c);
    for (int i = 0; i < n; i++) {
      int from = (5 * i + 3) % n; // 5 and 8 share no factor
      z[i] = c.atomicNumber(from);
      for (int axis = 0; axis < 3; axis++) {
        r[3 * i + axis] = c.position(from, axis);
        expected[3 * i + axis] = forces[3 * from + axis];
      }
    }
    Configuration permuted = Configuration.of(z, r, c.cell(), c.pbc());
    assertEquals(energy(potential, c), energy(potential, permuted), 1e-10);
    assertArrayEquals(expected, forces(potential, permuted), 1e-10);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anotherCellOfTheSameLatticeChangesNothing(Potential potential, Configuration c) {
    if (c.pbc().dimensions() < 3) {
      return;
    }
    double[] h = c.cell().toArray();
    double[] sheared = h.clone();
    for (int axis = 0; axis < 3; axis++) {
      sheared[6 + axis] += 2 * h[axis] - 3 * h[3 + axis];
      sheared[axis] += h[3 + axis];
    }
    Configuration same =
        Configuration.of(c.atomicNumbers(), c.positions(), Cell.of(sheared), c.pbc());
    assertEquals(energy(potential, c), energy(potential, same), 1e-10);
    assertArrayEquals(forces(potential, c), forces(potential, same), 1e-10);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aSupercellHoldsTheEnergyOfItsCells(Potential potential, Configuration c) {
    for (int k = 0; k < 3; k++) {
      if (c.pbc().along(k)) {
        int n = c.size();
        int[] z = Arrays.copyOf(c.atomicNumbers(), 2 * n);
        double[] r = Arrays.copyOf(c.positions(), 6 * n);
        double[] h = c.cell().toArray();
        for (int i = 0; i < 3 * n; i++) {
          z[n + i / 3] = z[i / 3];
          r[3 * n + i] = r[i] + h[3 * k + i % 3];
        }
        for (int axis = 0; axis < 3; axis++) {
          h[3 * k + axis] *= 2;
        }
        Configuration twice = Configuration.of(z, r, Cell.of(h), c.pbc());
        assertEquals(2 * energy(potential, c), energy(potential, twice), 1e-10);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("potentials")
  void whatAnEvaluatorDidBeforeLeavesNoTrace(Potential potential) {
    Evaluator reused = potential.evaluator();
    List<Configuration> configurations = configurations(potential);
    for (int round = 0; round < 2; round++) {
      for (Configuration c : configurations) {
        reused.compute(c);
        Evaluator fresh = potential.evaluator();
        fresh.compute(c);
        assertEquals(fresh.energy(), reused.energy(), 0);
        int components = 3 * c.size();
        assertArrayEquals(
            Arrays.copyOf(fresh.forces(), components), Arrays.copyOf(reused.forces(), components));
        assertArrayEquals(fresh.virial(), reused.virial());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("potentials")
  void aWarmEvaluatorAllocatesNothing(Potential potential) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    List<Configuration> configurations = configurations(potential);
    Evaluator evaluator = potential.evaluator();
    configurations.forEach(evaluator::compute);
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < configurations.size(); i++) {
      evaluator.compute(configurations.get(i));
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(allocated < 1000, () -> allocated + " bytes");
  }

  @Test
  void twoLabelsWithTheSameNumbersAreOneElement() {
    StillingerWeber one = (StillingerWeber) Potentials.of("sw-si");
    StillingerWeber two =
        StillingerWeber.of(
            Species.of(Map.of(SI, "Si", C, "C")),
            java.util.Collections.nCopies(8, one.entries().get(0)),
            "");
    for (Configuration c : configurations(two)) {
      int[] silicon = new int[c.size()];
      Arrays.fill(silicon, 14);
      Configuration same = Configuration.of(silicon, c.positions(), c.cell(), c.pbc());
      assertEquals(energy(one, same), energy(two, c), 1e-12);
    }
  }
}
