package org.quarry.network.potential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PotentialJsonTest {
  @ParameterizedTest
  @MethodSource("org.quarry.network.potential.Potentials#representations")
  void aPotentialComesBackFromItsRecord(Representation representation) {
    NeuralPotential potential =
        new NeuralPotential(representation, new AtomwiseEnergy(representation.features(), 4, 3));
    assertEquals(potential, PotentialJson.read(PotentialJson.write(potential)));
  }

  @Test
  void theFirstFilesWhichDoNotSayHowManyTasksHaveOne() {
    NeuralPotential potential =
        NeuralPotential.of(Potentials.representations().findFirst().orElseThrow());
    ObjectNode json = PotentialJson.write(potential);
    json.remove("tasks");
    assertEquals(potential, PotentialJson.read(json));
  }

  @Test
  void recordsOfUnknownTypeOrVersionAreRefusedByName() {
    ObjectNode json =
        PotentialJson.write(
            NeuralPotential.of(Potentials.representations().findFirst().orElseThrow()));
    refuses(json.deepCopy().put("type", "schnorr"), "schnorr");
    refuses(json.deepCopy().put("version", 2), "version 2");
    refuses(json.deepCopy().put("radial_basis", "chebyshev"), "chebyshev");
    refuses(json.deepCopy().put("cutoff", -1), "cutoff");
    refuses(json.deepCopy().put("interactions", 0), "interaction");
  }

  private static void refuses(ObjectNode json, String word) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> PotentialJson.read(json)).getMessage();
    assertTrue(message.contains(word), message);
  }
}
