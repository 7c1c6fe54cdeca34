package org.quarry.potential.kim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.fixtures.OpenKim;
import org.quarry.fixtures.PotentialFixtures;
import org.quarry.potential.Evaluator;
import org.quarry.potential.NoAnswerException;
import org.quarry.potential.Potential;
import org.quarry.potential.Potentials;

/** OpenKIM's models against native potentials, LAMMPS and the laws of mechanics. */
class KimModelsTest {
  private static final String SNAP = "SNAP_ZuoChenLi_2019_Si__MO_869330304805_000";
  private static final String MEAM = "MEAM_LAMMPS_LenoskySadighAlonso_2000_Si__MO_533426548156_000";

  private static void assertAgree(
      Evaluator expected, Evaluator actual, Configuration c, double tolerance) {
    expected.compute(c);
    actual.compute(c);
    int n = c.size();
    assertEquals(expected.energy(), actual.energy(), tolerance * n);
    assertArrayEquals(head(expected.forces(), 3 * n), head(actual.forces(), 3 * n), tolerance);
    assertArrayEquals(expected.virial(), actual.virial(), tolerance * n);
    assertEquals(actual.energy(), Arrays.stream(actual.energies(), 0, n).sum(), tolerance * n);
  }

  private static double[] head(double[] values, int count) {
    return Arrays.copyOf(values, count);
  }

  @ParameterizedTest
  @CsvSource({
    OpenKim.TERSOFF_T2 + ", tersoff-si-t2",
    "Tersoff_LAMMPS_Tersoff_1988T3_Si__MO_186459956893_003, tersoff-si-t3",
    OpenKim.EDIP + ", edip-si"
  })
  void agreesWithTheNativePotential(String model, String spec) {
    Evaluator kim = OpenKim.model(model).evaluator();
    Evaluator own = Potentials.of(spec).evaluator();
    for (Configuration c : ShakenCrystals.of("Si", 5.43, 2)) {
      assertAgree(own, kim, c, 1e-11);
    }
  }

  /** KIM's ε is 50 kcal/mol in more digits than LAMMPS' Si.sw has. */
  @Test
  void agreesWithStillingerWeberOfTheSameDigits(@TempDir Path folder) throws IOException {
    Evaluator kim = OpenKim.model(OpenKim.SW).evaluator();
    Path file =
        Files.writeString(
            folder.resolve("kim.sw"),
            "Si Si Si 2.1682 2.0951 1.8 21 1.2 -0.3333333333333333 7.049556277 0.6022245584 4 0 0\n");
    Evaluator own = Potentials.of("sw:" + file).evaluator();
    for (Configuration c : ShakenCrystals.of("Si", 5.43, 2)) {
      assertAgree(own, kim, c, 1e-9);
    }
  }

  @ParameterizedTest
  @CsvSource({
    OpenKim.TERSOFF_T2 + ", tersoff-si-t2",
    OpenKim.EDIP + ", edip-si-analytic",
    OpenKim.EAM_CU + ", eam-cu-u3"
  })
  void agreesWithLammps(String model, String fixture) {
    Evaluator kim = OpenKim.model(model).evaluator();
    int compared = 0;
    for (PotentialFixtures.Reference reference : PotentialFixtures.references(fixture)) {
      if (reference.potential().equals(fixture)) {
        kim.compute(reference.configuration());
        int n = reference.configuration().size();
        assertEquals(reference.energy(), kim.energy(), 1e-9 * n, reference::toString);
        assertArrayEquals(reference.forces(), head(kim.forces(), 3 * n), 1e-8, reference::toString);
        if (reference.virial().length == 6) {
          assertArrayEquals(reference.virial(), kim.virial(), 1e-7, reference::toString);
        }
        compared++;
      }
    }
    assertTrue(compared > 0);
  }

  @ParameterizedTest
  @CsvSource({
    OpenKim.SW + ", Si, 5.43, 2",
    MEAM + ", Si, 5.43, 2",
    SNAP + ", Si, 5.43, 2",
    OpenKim.EAM_CU + ", Cu, 3.6, 1"
  })
  void forcesAreTheNegativeGradient(String model, String element, double a, int atomsPerPoint) {
    Evaluator kim = OpenKim.model(model).evaluator();
    double h = 1e-4;
    for (Configuration c : ShakenCrystals.of(element, a, atomsPerPoint)) {
      kim.compute(c);
      double[] forces = head(kim.forces(), 3 * c.size());
      for (int x = 0; x < 3 * c.size(); x += 2) {
        double slope = (energy(kim, moved(c, x, h)) - energy(kim, moved(c, x, -h))) / (2 * h);
        assertEquals(-slope, forces[x], 2e-6, model + " " + c + " " + x);
      }
    }
  }

  private static double energy(Evaluator evaluator, Configuration c) {
    evaluator.compute(c);
    return evaluator.energy();
  }

  private static Configuration moved(Configuration c, int x, double by) {
    double[] r = c.positions();
    r[x] += by;
    return c.withPositions(r);
  }

  @ParameterizedTest
  @CsvSource({
    OpenKim.SW + ", Si, 5.43, 2",
    SNAP + ", Si, 5.43, 2",
    OpenKim.EAM_CU + ", Cu, 3.6, 1"
  })
  void virialIsTheNegativeDerivativeByStrain(
      String model, String element, double a, int atomsPerPoint) {
    Evaluator kim = OpenKim.model(model).evaluator();
    int[][] components = {{0, 0}, {1, 1}, {2, 2}, {0, 1}, {0, 2}, {1, 2}};
    double h = 1e-5;
    for (Configuration c : ShakenCrystals.of(element, a, atomsPerPoint)) {
      kim.compute(c);
      double[] virial = kim.virial().clone();
      for (int k = 0; k < 6; k++) {
        double slope =
            (energy(kim, strained(c, components[k], h))
                    - energy(kim, strained(c, components[k], -h)))
                / (2 * h);
        assertEquals(-slope, virial[k], 2e-6 * c.size(), model + " " + c + " " + k);
      }
    }
  }

  /** Rows r → r (1 + ε) with one component of ε. */
  private static Configuration strained(Configuration c, int[] component, double strain) {
    double[] r = strained(c.positions(), component, strain);
    return Configuration.of(
        c.atomicNumbers(), r, Cell.of(strained(c.cell().toArray(), component, strain)), c.pbc());
  }

  private static double[] strained(double[] rows, int[] component, double strain) {
    double[] result = rows.clone();
    for (int i = 0; i < rows.length; i += 3) {
      result[i + component[0]] += strain * rows[i + component[1]];
    }
    return result;
  }

  @Test
  void energyIsInvariantUnderWrapping() {
    Evaluator kim = OpenKim.model(OpenKim.TERSOFF_T2).evaluator();
    Configuration c = ShakenCrystals.of("Si", 5.43, 2).get(1);
    double[] r = c.positions();
    for (int i = 0; i < c.size(); i++) {
      for (int axis = 0; axis < 3; axis++) {
        r[3 * i + axis] += (i - 3) * c.cell().at(0, axis) + (i % 2) * 7 * c.cell().at(2, axis);
      }
    }
    assertEquals(energy(kim, c), energy(kim, c.withPositions(r)), 1e-10);
  }

  /** Models that give ghosts a share, leave it unwritten, or write no shares at all. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        OpenKim.TERSOFF_T2,
        "EAM_Dynamo_ZhouJohnsonWadley_2004_Al__MO_131650261510_005@Si=Al",
        "ThreeBodyBondOrder_PPM_PurjaPunMishin_2017_Si__MO_566683736730_000"
      })
  void energiesOfAtomsAddUpToTheEnergy(String model) {
    Evaluator kim = OpenKim.model(model).evaluator();
    for (Configuration c : ShakenCrystals.of("Si", 5.43, 2)) {
      kim.compute(c);
      double sum = Arrays.stream(kim.energies(), 0, c.size()).sum();
      assertEquals(kim.energy(), sum, 1e-8 * c.size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {OpenKim.SW, OpenKim.TERSOFF_T2, OpenKim.EAM_CU})
  void bothWaysToLookUpNeighborsGiveTheSameBits(String model) {
    boolean copper = OpenKim.model(model).species().contains(Element.of("Cu"));
    KimLibrary library = new KimLibrary();
    Answer one = new Answer();
    Answer other = new Answer();
    try (ModelInstance java = library.open(model, Map.of(), NeighborTable.Lookup.JAVA);
        ModelInstance fast = library.open(model, Map.of(), NeighborTable.Lookup.FASTEST)) {
      for (Configuration c :
          copper ? ShakenCrystals.of("Cu", 3.6, 1) : ShakenCrystals.of("Si", 5.43, 2)) {
        java.compute(c, one);
        fast.compute(c, other);
        assertEquals(one.energy, other.energy);
        assertArrayEquals(head(one.forces, 3 * c.size()), head(other.forces, 3 * c.size()));
      }
    }
  }

  @Test
  void batchesGiveTheBitsOfSingleCalls() {
    Potential model = OpenKim.model(OpenKim.SW);
    List<Configuration> all = ShakenCrystals.of("Si", 5.43, 2);
    Evaluator batch = model.evaluator();
    Evaluator single = model.evaluator();
    batch.expect(all);
    for (Configuration c : all) {
      assertEquals(energy(single, c), energy(batch, c));
    }
  }

  @Test
  void whatAModelCannotTreatHasNoAnswer() {
    Evaluator kim = OpenKim.model(OpenKim.SW).evaluator();
    Configuration good = ShakenCrystals.of("Si", 5.43, 2).get(0);
    Configuration germanium =
        Configuration.isolated(new int[] {14, 32}, new double[] {0, 0, 0, 2, 0, 0});
    Configuration close =
        Configuration.isolated(new int[] {14, 14}, new double[] {0, 0, 0, 0.1, 0, 0});
    kim.expect(List.of(germanium, close, good));
    String reason =
        assertThrows(NoAnswerException.class, () -> kim.compute(germanium)).getMessage();
    assertTrue(reason.contains(OpenKim.SW) && reason.contains("Ge"), reason);
    reason = assertThrows(NoAnswerException.class, () -> kim.compute(close)).getMessage();
    assertTrue(reason.contains("atoms 0 and 1 are 0.100 Å apart"), reason);
    assertThrows(IllegalStateException.class, kim::energy);
    kim.compute(good);
    assertTrue(kim.energy() < 0);
  }

  @Test
  void anElementCanStandForASpeciesOfTheModel() {
    OpenKim.model(OpenKim.SW);
    Potential renamed = Potentials.of("kim:" + OpenKim.SW + "@Ge=Si");
    Configuration silicon = ShakenCrystals.of("Si", 5.43, 2).get(0);
    Configuration germanium =
        Configuration.of(new int[] {32, 32}, silicon.positions(), silicon.cell(), silicon.pbc());
    assertEquals(
        energy(OpenKim.model(OpenKim.SW).evaluator(), silicon),
        energy(renamed.evaluator(), germanium));
    assertEquals(List.of(Element.of("Ge")), renamed.species().elements());
  }

  @Test
  void anUnknownModelIsRefusedByName() {
    OpenKim.model(OpenKim.SW);
    String reason =
        assertThrows(IllegalArgumentException.class, () -> Potentials.of("kim:SW_Nobody"))
            .getMessage();
    assertTrue(reason.contains("SW_Nobody") && reason.contains("kim list"), reason);
  }

  @Test
  void theCatalogTellsSpeciesCutoffAndSource() {
    OpenKim.model(OpenKim.SW);
    List<KimModel> models = KimCatalog.installed().list(Set.of(Element.of("Si"), Element.of("C")));
    assertTrue(models.stream().allMatch(m -> m.species().containsAll(List.of("C", "Si"))));
    KimModel erhart =
        models.stream()
            .filter(m -> m.name().startsWith("Tersoff_LAMMPS_ErhartAlbe_2005_SiC"))
            .findFirst()
            .orElseThrow();
    assertTrue(erhart.citation().contains("Erhart") && erhart.citation().contains("(2005)"));
    assertTrue(erhart.cutoff().orElseThrow() > 2 && erhart.cutoff().orElseThrow() < 4);
    assertEquals("", erhart.problem());
  }
}
