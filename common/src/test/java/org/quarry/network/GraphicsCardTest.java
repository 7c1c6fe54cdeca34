package org.quarry.network;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphicsCardTest {
  /** As ND4J's CUDA backend gives them. */
  private static GraphicsCard card(String name, long major, long minor) {
    return GraphicsCard.of(
        Map.of("cuda.deviceName", name, "cuda.deviceMajor", major, "cuda.deviceMinor", minor));
  }

  /** Compute capabilities from NVIDIA's list, developer.nvidia.com/cuda-gpus. */
  @ParameterizedTest
  @CsvSource({"K80,3,7", "V100,7,0", "T4,7,5", "A100,8,0", "A10,8,6", "L4,8,9"})
  void cardsFromKeplerToAdaWillDo(String name, long major, long minor) {
    assertEquals(List.of(), card(name, major, minor).problem());
  }

  @ParameterizedTest
  @CsvSource({"K40,3,5", "H100,9,0", "B200,10,0"})
  void olderAndNewerOnesAreRefusedInOneLine(String name, long major, long minor) {
    String expected =
        name
            + " has compute capability "
            + major
            + "."
            + minor
            + ", and ND4J has code for 3.7 to 8.9 only: take another card, or set"
            + " BACKEND_PRIORITY_CPU=1000 to compute on the CPU";
    assertEquals(List.of(expected), card(name, major, minor).problem());
  }

  @Test
  void whereThereIsNoCardTheCpuIsTaken() {
    assertDoesNotThrow(GraphicsCard::check);
  }
}
