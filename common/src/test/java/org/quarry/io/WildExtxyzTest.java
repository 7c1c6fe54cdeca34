package org.quarry.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Units;
import org.quarry.fixtures.SharedData;

/** Files from public repositories, compared with what ASE 3.22.1 reads. */
class WildExtxyzTest {
  /**
   * Energies where we differ on purpose: ASE takes the number for eV although the frame itself says
   * {@code energy-unit=au} and {@code energy-unit=kcal/mol}.
   */
  private static final Map<String, Double> UNITS_THAT_ASE_OVERLOOKS =
      Map.of("extxyz_001", Units.HARTREE, "extxyz_005", Units.KCAL_PER_MOL);

  /**
   * Virials that ASE 3.22.1 leaves in {@code info} and we turn into a stress, by the rule of later
   * versions, −virial/V.
   */
  private static final List<String> VIRIALS_THAT_ASE_LEAVES =
      List.of("extxyz_013", "extxyz_017", "extxyz_025", "extxyz_029");

  @TestFactory
  Stream<DynamicTest> whatAseReadsWeRead() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode expected : SharedData.json("data/wild/EXPECTED_ASE.json")) {
      if (expected.get("id").asText().startsWith("extxyz_")) {
        tests.add(DynamicTest.dynamicTest(expected.get("file").asText(), () -> compare(expected)));
      }
    }
    return tests.stream();
  }

  private static void compare(JsonNode expected) throws IOException {
    String id = expected.get("id").asText();
    List<Frame> frames =
        InlineFrames.read(
            SharedData.path("data/wild/" + expected.get("file").asText()), ReadOptions.DEFAULT);
    assertEquals(expected.get("frames").asInt(), frames.size());
    for (int i = 0; i < frames.size(); i++) {
      assertEquals(
          expected.get("natoms").get(i).asInt(),
          InlineFrames.accepted(frames.get(i)).configuration().size());
    }
    var last = InlineFrames.accepted(frames.get(frames.size() - 1));
    Configuration c = last.configuration();
    for (int k = 0; k < 3; k++) {
      assertEquals(expected.get("pbc_last").get(k).asBoolean(), c.pbc().along(k));
    }
    close(expected.path("volume_last"), c.cell().isNone() ? Double.NaN : c.cell().volume());
    double unit = UNITS_THAT_ASE_OVERLOOKS.getOrDefault(id, 1.0);
    close(expected.path("energy_last"), last.labels().energy().orElse(Double.NaN) / unit);
    close(
        expected.path("fmax_last"),
        last.labels().forces().map(WildExtxyzTest::largest).orElse(Double.NaN));
    JsonNode stress = expected.path("stress_last_eV_A3_voigt");
    if (!VIRIALS_THAT_ASE_LEAVES.contains(id)) {
      assertEquals(!stress.isMissingNode(), last.labels().stress().isPresent(), "has a stress");
    }
    for (int i = 0; i < stress.size(); i++) {
      close(stress.get(i), last.labels().stress().orElseThrow()[i]);
    }
  }

  private static double largest(double[] forces) {
    double largest = 0;
    for (double f : forces) {
      largest = Math.max(largest, Math.abs(f));
    }
    return largest;
  }

  private static void close(JsonNode expected, double actual) {
    if (expected.isNumber()) {
      double value = expected.asDouble();
      assertEquals(value, actual, 1e-9 * Math.max(1, Math.abs(value)));
    } else {
      assertTrue(Double.isNaN(actual), () -> "ASE has none, we have " + actual);
    }
  }
}
