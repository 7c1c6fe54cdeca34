package org.quarry.atoms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
  private static final Cell DIAMOND = Cell.of(0, 2.715, 2.715, 2.715, 0, 2.715, 2.715, 2.715, 0);

  /** Golden ids: computed once by an independent program from the definition in ContentId. */
  @Test
  void idsNeverChange() {
    assertEquals(
        "CO_d94ac59666b9f0c643adbeda8286c8ecd41a8a025d22a325e25cd8edf12eaec2",
        silicon(new double[] {0, 0, 0, 1.3575, 1.3575, 1.3575}).id());
    assertEquals(
        "CO_124db89cfcde2bfb0341a19e18a68103d0d4fb943a38d2e612d7424deaf134d2",
        Configuration.isolated(
                new int[] {8, 1, 1}, new double[] {0, 0, 0.12, 0, 0.76, -0.48, 0, -0.76, -0.48})
            .id());
    assertEquals(
        "CO_fd986469110b4de202f6838d774a908b502f84c9312436355fc970ff152ee40d",
        Configuration.of(
                new int[] {13},
                new double[] {-1, 0.5, 3},
                Cell.of(4, 0, 0, 0, 4, 0, 0, 0, 20),
                new Periodicity(true, true, false))
            .id());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theIdSurvivesMovingAtomsByWholePeriods(long seed) {
    Random random = new Random(seed);
    Cell cell =
        Cell.of(
            5 + random.nextDouble(),
            random.nextDouble(),
            0,
            random.nextDouble(),
            6,
            random.nextGaussian(),
            0.3,
            random.nextGaussian(),
            7);
    double[] positions = random.doubles(30, 0, 5).map(x -> Math.round(x * 1e6) / 1e6).toArray();
    double[] moved = positions.clone();
    for (int i = 0; i < 10; i++) {
      for (int k = 0; k < 2; k++) { // along a and b, which repeat
        int periods = random.nextInt(7) - 3;
        for (int axis = 0; axis < 3; axis++) {
          moved[3 * i + axis] += periods * cell.at(k, axis);
        }
      }
    }
    int[] z = random.ints(10, 1, 118).toArray();
    Periodicity slab = new Periodicity(true, true, false);

    assertEquals(
        Configuration.of(z, positions, cell, slab).id(),
        Configuration.of(z, moved, cell, slab).id());
  }

  @Test
  void theIdSurvivesRereadingWithEightDecimals() {
    Random random = new Random(7);
    double[] positions = random.doubles(300, -20, 20).map(x -> Math.rint(x * 1e8) / 1e8).toArray();
    double[] reread = positions.clone();
    for (int i = 0; i < reread.length; i++) {
      reread[i] = Double.parseDouble(String.format(java.util.Locale.ROOT, "%.8f", positions[i]));
    }
    int[] z = random.ints(100, 1, 118).toArray();

    assertEquals(Configuration.isolated(z, positions).id(), Configuration.isolated(z, reread).id());
  }

  @Test
  void theIdDependsOnSpeciesOrderCellAndPeriodicity() {
    double[] positions = {0, 0, 0, 1.3575, 1.3575, 1.3575};
    String id = silicon(positions).id();

    assertNotEquals(id, silicon(new double[] {1.3575, 1.3575, 1.3575, 0, 0, 0}).id());
    assertNotEquals(id, silicon(new double[] {0, 0, 0, 1.3575, 1.3575, 1.3576}).id());
    assertNotEquals(
        id, Configuration.of(new int[] {14, 32}, positions, DIAMOND, Periodicity.ALL).id());
    assertNotEquals(
        id, Configuration.of(new int[] {14, 14}, positions, DIAMOND, Periodicity.NONE).id());
    assertNotEquals(
        id,
        Configuration.of(new int[] {14, 14}, positions, Cell.cubic(5.43), Periodicity.ALL).id());
  }

  @Test
  void whatACallerDoesToItsArraysLaterDoesNotMatter() {
    double[] positions = {0, 0, 0, 1.3575, 1.3575, 1.3575};
    Configuration silicon = silicon(positions);

    positions[0] = 9;
    silicon.positions()[1] = 9;
    silicon.atomicNumbers()[0] = 1;

    assertEquals(silicon(new double[] {0, 0, 0, 1.3575, 1.3575, 1.3575}), silicon);
  }

  @Test
  void nonsenseIsRefusedWithAReason() {
    int[] two = {14, 14};
    assertRefused("at least one atom", () -> Configuration.isolated(new int[0], new double[0]));
    assertRefused("3 coordinates for 2 atoms", () -> Configuration.isolated(two, new double[3]));
    assertRefused(
        "atom 1 is NaN",
        () -> Configuration.isolated(two, new double[] {0, 0, 0, 0, Double.NaN, 0}));
    assertRefused("atomic number 0", () -> Configuration.isolated(new int[] {0}, new double[3]));
    assertRefused(
        "no vector", () -> Configuration.of(two, new double[6], Cell.NONE, Periodicity.ALL));
    assertRefused(
        "volume",
        () ->
            Configuration.of(
                two, new double[6], Cell.of(1, 0, 0, 1, 0, 0, 0, 0, 1), Periodicity.ALL));
  }

  @Test
  void formulasAreInHillOrder() {
    assertEquals(
        "C2H6O",
        Configuration.isolated(new int[] {8, 1, 6, 1, 1, 6, 1, 1, 1}, new double[27])
            .hillFormula());
    assertEquals("ClH", Configuration.isolated(new int[] {1, 17}, new double[6]).hillFormula());
    assertEquals(
        "Li-Si", Configuration.isolated(new int[] {14, 3, 14}, new double[9]).chemicalSystem());
  }

  private static Configuration silicon(double[] positions) {
    return Configuration.of(new int[] {14, 14}, positions, DIAMOND, Periodicity.ALL);
  }

  private static void assertRefused(
      String reason, org.junit.jupiter.api.function.Executable making) {
    IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, making);
    assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
  }
}
