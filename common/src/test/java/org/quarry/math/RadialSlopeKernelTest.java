package org.quarry.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RadialSlopeKernelTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16, 56, 61})
  void theVectorKernelGivesTheScalarBits(int functions) {
    Optional<RadialSlopeKernel> vector = Kernels.vector(RadialSlopeKernel.class);
    assumeTrue(vector.isPresent(), "no vectors in this JVM");
    Random random = new Random(2);
    double[][][] rows = new double[5][8][];
    for (double[][] interval : rows) {
      for (int k = 0; k < 8; k++) {
        interval[k] = random.doubles(functions, -1, 1).toArray();
      }
    }
    double[] r = {0, 0.3, 1.7, 2, 2.5};
    double[] blocks = RadialTable.blocks(rows, functions);
    int room = 4 * functions + RadialKernel.BLOCK;
    double[][] results = new double[4][room];
    new ScalarRadialSlopeKernel()
        .evaluate(1, 5, r, 2, rows.length, blocks, functions, results[0], results[1]);
    vector.get().evaluate(1, 5, r, 2, rows.length, blocks, functions, results[2], results[3]);
    for (int i = 0; i < 2; i++) {
      assertArrayEquals(
          Arrays.copyOf(results[i], 4 * functions), Arrays.copyOf(results[i + 2], 4 * functions));
    }
  }
}
