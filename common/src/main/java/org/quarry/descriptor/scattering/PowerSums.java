package org.quarry.descriptor.scattering;

import java.util.Arrays;
import java.util.List;
import org.quarry.math.Kernels;

/**
 * Sums Σ_u U(u)^q over a grid for several powers q, in an order that is fixed by the grid alone:
 * along lines, then over lines in eight interleaved parts, then over the parts. Belongs to one
 * thread.
 */
public final class PowerSums {
  private final Power[] powers;
  private final double[][] sums;
  private final ModulusKernel kernel;
  private final double[] lines;

  /**
   * @param powers above 0 and at most 100; 1/2, 1, 4/3, 5/3, 2 and 3 are fast
   * @throws IllegalArgumentException if a power is out of range
   */
  public PowerSums(List<Double> powers) {
    this(powers, Kernels.of(ModulusKernel.class, ScalarModulusKernel::new));
  }

  PowerSums(List<Double> powers, ModulusKernel kernel) {
    this.powers = powers.stream().map(Power::of).toArray(Power[]::new);
    this.sums = new double[this.powers.length][ModulusKernel.LANES];
    this.kernel = kernel;
    this.lines = new double[ModulusKernel.LANES * 64];
  }

  /** How many powers. */
  public int size() {
    return powers.length;
  }

  /** Begins new sums. */
  public void clear() {
    for (double[] sum : sums) {
      Arrays.fill(sum, 0);
    }
  }

  /** Adds eight lines of {@code count} numbers, number u of line v at {@code [8 u + v]}. */
  void add(double[] values, int count) {
    for (int q = 0; q < powers.length; q++) {
      kernel.sum(values, count, powers[q], sums[q]);
    }
  }

  /**
   * Adds numbers as they lie, none of them negative.
   *
   * @param count how many of the array
   */
  public void addAll(double[] values, int count) {
    for (int at = 0; at < count; at += lines.length) {
      int numbers = Math.min(lines.length, count - at);
      System.arraycopy(values, at, lines, 0, numbers);
      Arrays.fill(lines, numbers, lines.length, 0);
      add(lines, lines.length / ModulusKernel.LANES);
    }
  }

  /** Writes the sums times a weight, one a power. */
  public void write(double weight, double[] out, int offset) {
    for (int q = 0; q < powers.length; q++) {
      double[] sum = sums[q];
      double total =
          ((sum[0] + sum[1]) + (sum[2] + sum[3])) + ((sum[4] + sum[5]) + (sum[6] + sum[7]));
      out[offset + q] = weight * total;
    }
  }
}
