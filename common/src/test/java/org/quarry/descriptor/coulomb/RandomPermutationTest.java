package org.quarry.descriptor.coulomb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Periodicity;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Descriptor.Rows;
import org.quarry.descriptor.Descriptors;
import org.quarry.descriptor.Evaluator;

class RandomPermutationTest {
  private static final int ATOMS = 9;
  private static final Configuration FIRST = random(1);
  private static final Configuration SECOND = random(2);

  @ParameterizedTest
  @ValueSource(strings = {"coulomb", "sine", "ewald"})
  void everyCopyPermutesRowsAndColumnsAlike(String name) {
    double[] matrix = of(name, Map.of("permutation", "none")).describe(FIRST)[0];
    for (double[] copy : random(name, 50, 3, 20).describe(FIRST)) {
      int[] from = new int[ATOMS];
      for (int i = 0; i < ATOMS; i++) {
        from[i] = indexOf(matrix, copy[i * ATOMS + i], i, copy);
      }
      assertEquals(ATOMS, Arrays.stream(from).distinct().count());
      for (int i = 0; i < ATOMS; i++) {
        for (int j = 0; j < ATOMS; j++) {
          assertEquals(matrix[from[i] * ATOMS + from[j]], copy[i * ATOMS + j]);
        }
      }
    }
  }

  @Test
  void theNoiseIsTheDocumentedFunctionOfSeedIdAndCopy() throws Exception {
    double[] matrix = of("coulomb", Map.of("permutation", "none")).describe(FIRST)[0];
    double[][] copies = random("coulomb", 40, -7, 5).describe(FIRST);
    for (int copy = 0; copy < 5; copy++) {
      String text = "-7 " + FIRST.id() + " " + copy;
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      Random random = new Random(ByteBuffer.wrap(hash).getLong());
      double[] keys = new double[ATOMS];
      for (int i = 0; i < ATOMS; i++) {
        double squares = 0;
        for (int j = 0; j < ATOMS; j++) {
          squares += matrix[i * ATOMS + j] * matrix[i * ATOMS + j];
        }
        keys[i] = Math.sqrt(squares) + 40 * random.nextGaussian();
      }
      List<Integer> order =
          IntStream.range(0, ATOMS)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> -keys[i]))
              .toList();
      for (int i = 0; i < ATOMS; i++) {
        for (int j = 0; j < ATOMS; j++) {
          assertEquals(matrix[order.get(i) * ATOMS + order.get(j)], copies[copy][i * ATOMS + j]);
        }
      }
    }
  }

  @Test
  void whatWasSeenBeforeDoesNotMatter() {
    Descriptor descriptor = random("coulomb", 50, 1, 4);
    double[][] alone = descriptor.describe(FIRST);
    Evaluator evaluator = descriptor.evaluator();
    evaluator.evaluate(SECOND);
    assertEquals(4, evaluator.evaluate(FIRST));
    for (int copy = 0; copy < 4; copy++) {
      int from = copy * descriptor.features();
      assertArrayEquals(
          alone[copy], Arrays.copyOfRange(evaluator.values(), from, from + descriptor.features()));
    }
    assertArrayEquals(alone[0], random("coulomb", 50, 1, 1).describe(FIRST)[0]);
  }

  @Test
  void seedsAndCopiesDiffer() {
    Set<String> seen = new HashSet<>();
    for (int seed = 0; seed < 5; seed++) {
      for (double[] copy : random("coulomb", 1000, seed, 5).describe(FIRST)) {
        seen.add(Arrays.toString(copy));
      }
    }
    assertEquals(25, seen.size());
  }

  @Test
  void withoutNoiseItIsTheSortedMatrix() {
    double[] sorted = of("coulomb", Map.of()).describe(FIRST)[0];
    assertArrayEquals(sorted, random("coulomb", 1e-9, 5, 1).describe(FIRST)[0]);
  }

  /** Two rows whose norms are 2σ apart change places with probability Φ(−2/√2) = 0.0786. */
  @Test
  void rowsChangePlacesAsOftenAsNormalNoiseSays() {
    Configuration dimer = Configuration.isolated(new int[] {6, 8}, new double[] {0, 0, 0, 0, 0, 3});
    double[] m =
        Descriptors.of("coulomb", Map.of("n_atoms_max", 2, "permutation", "none"))
            .describe(dimer)[0];
    double gap = Math.hypot(m[2], m[3]) - Math.hypot(m[0], m[1]);
    int copies = 10_000;
    Descriptor descriptor =
        CoulombMatrix.of(
            new CoulombParameters(MatrixForm.random(2, new RowNoise(gap / 2, 0, copies))));
    long changed = Arrays.stream(descriptor.describe(dimer)).filter(x -> x[0] == m[0]).count();
    assertEquals(0.0786, (double) changed / copies, 0.011); // four standard deviations
  }

  @Test
  void severalCopiesAreNotOneRowAConfiguration() {
    assertEquals(Rows.CONFIGURATION, random("coulomb", 1, 0, 1).rows());
    assertEquals(Rows.COPY, random("coulomb", 1, 0, 2).rows());
  }

  @Test
  void settingsComeBackFromTheirOwnText() {
    Descriptor descriptor = random("ewald", 2, -3, 2);
    assertEquals(
        descriptor.parameters(),
        Descriptors.of("ewald", descriptor.parameters().toMap()).parameters());
    assertFalse(of("coulomb", Map.of()).parameters().toMap().containsKey("seed"));
  }

  @Test
  void noiseBelongsToRandomAlone() {
    assertTrue(refusal(Map.of("permutation", "random")).contains("sigma is missing"));
    assertTrue(
        refusal(Map.of("seed", 4)).contains("seed must be left out unless permutation is random"));
    assertTrue(refusal(random(-1, 1)).contains("sigma must be positive, got -1.0"));
    assertTrue(refusal(random(1, 0)).contains("copies must be between 1 and 10000, got 0"));
    assertThrows(IllegalArgumentException.class, () -> MatrixForm.of(3, Permutation.RANDOM));
  }

  private static Map<String, Object> random(double sigma, int copies) {
    return Map.of("permutation", "random", "sigma", sigma, "copies", copies);
  }

  private static String refusal(Map<String, Object> settings) {
    return assertThrows(IllegalArgumentException.class, () -> of("coulomb", settings)).getMessage();
  }

  private static Descriptor random(String name, double sigma, int seed, int copies) {
    return of(
        name, Map.of("permutation", "random", "sigma", sigma, "seed", seed, "copies", copies));
  }

  private static Descriptor of(String name, Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("n_atoms_max", ATOMS);
    return Descriptors.of(name, all);
  }

  /** The stored atom with a diagonal element and the same elements in its row. */
  private static int indexOf(double[] matrix, double diagonal, int row, double[] copy) {
    double[] wanted = Arrays.copyOfRange(copy, row * ATOMS, (row + 1) * ATOMS);
    Arrays.sort(wanted);
    for (int i = 0; i < ATOMS; i++) {
      double[] found = Arrays.copyOfRange(matrix, i * ATOMS, (i + 1) * ATOMS);
      Arrays.sort(found);
      if (matrix[i * ATOMS + i] == diagonal && Arrays.equals(wanted, found)) {
        return i;
      }
    }
    throw new AssertionError("row " + row + " is none of the matrix");
  }

  private static Configuration random(int seed) {
    Random random = new Random(seed);
    return Configuration.of(
        random.ints(ATOMS, 1, 17).toArray(),
        random.doubles(3L * ATOMS, 0, 6).toArray(),
        Cell.cubic(6),
        Periodicity.ALL);
  }
}
