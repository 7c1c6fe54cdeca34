package org.quarry.descriptor.coulomb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.quarry.fixtures.DescriptorFixtures.assertClose;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quarry.atoms.Configuration;
import org.quarry.descriptor.Descriptors;
import org.quarry.fixtures.DescriptorFixtures;

class MatrixReferenceTest {
  @ParameterizedTest
  @CsvSource({
    "CoulombMatrix, coulomb, none, 7",
    "CoulombMatrix, coulomb, sorted_l2, 7",
    "CoulombMatrix, coulomb, eigenspectrum, 7",
    "SineMatrix, sine, none, 3",
    "SineMatrix, sine, sorted_l2, 3",
    "SineMatrix, sine, eigenspectrum, 3",
    "EwaldSumMatrix, ewald, none, 2"
  })
  void matchesDScribe(String theirs, String ours, String permutation, int cases)
      throws IOException {
    Map<String, Configuration> structures = DescriptorFixtures.structures();
    int checked = 0;
    for (JsonNode testCase : DescriptorFixtures.read("coulomb.json.gz").get("cases")) {
      if (testCase.get("descriptor").asText().equals(theirs)
          && testCase.get("permutation").asText().equals(permutation)) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("n_atoms_max", testCase.get("n_atoms_max").asInt());
        settings.put("permutation", permutation);
        if (testCase.has("accuracy")) {
          settings.put("accuracy", testCase.get("accuracy").asDouble());
        }
        assertClose(
            DescriptorFixtures.flat(testCase.get("values")),
            Descriptors.of(ours, settings)
                .describe(structures.get(testCase.get("structure").asText()))[0],
            1e-10,
            testCase.get("id").asText());
        checked++;
      }
    }
    assertEquals(cases, checked);
  }
}
