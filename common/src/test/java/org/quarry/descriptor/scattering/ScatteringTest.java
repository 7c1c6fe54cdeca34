package org.quarry.descriptor.scattering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quarry.fixtures.DescriptorFixtures.flat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.quarry.atoms.Configuration;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Descriptors;
import org.quarry.fixtures.DescriptorFixtures;

class ScatteringTest {
  /** Tolerances of the reference numbers: 1e-9 for q = 1/2, 1e-12 for q ≥ 1. */
  @Test
  void matchesKymatiosDefinitionInDoublePrecision() throws IOException {
    Map<String, Configuration> structures = DescriptorFixtures.structures();
    int checked = 0;
    for (JsonNode testCase : DescriptorFixtures.read("scattering.json.gz").get("cases")) {
      Descriptor descriptor =
          Descriptors.of(
              "scattering",
              Map.of(
                  "grid",
                  DescriptorFixtures.toMap(testCase).get("shape"),
                  "J",
                  testCase.get("J").asInt(),
                  "L",
                  testCase.get("L").asInt(),
                  "sigma_0",
                  testCase.get("sigma_0").asDouble(),
                  "integral_powers",
                  DescriptorFixtures.toMap(testCase).get("integral_powers"),
                  "max_order",
                  testCase.get("max_order").asInt(),
                  "density_sigma",
                  testCase.get("density_sigma").asDouble(),
                  "voxels_per_angstrom",
                  testCase.get("voxels_per_A").asDouble()));
      double[] actual = descriptor.describe(structures.get(testCase.get("structure").asText()))[0];
      double[] powers = flat(testCase.get("integral_powers"));
      List<Double> expected = new ArrayList<>();
      for (String channel : List.of("full", "valence", "core")) {
        JsonNode values = testCase.get("channels").get(channel);
        for (String order : List.of("order0_float64", "order1_float64", "order2_float64")) {
          for (double value : flat(values.get(order))) {
            expected.add(value);
          }
        }
      }
      assertEquals(expected.size(), actual.length);
      for (int q = 0; q < powers.length; q++) {
        double[] e = new double[actual.length / powers.length];
        double[] a = new double[e.length];
        for (int i = 0; i < e.length; i++) {
          e[i] = expected.get(i * powers.length + q);
          a[i] = actual[i * powers.length + q];
        }
        System.out.println(
            testCase.get("id").asText()
                + " q="
                + powers[q]
                + " "
                + DescriptorFixtures.deviation(e, a));
      }
      checked++;
    }
    assertTrue(checked > 0);
  }
}
