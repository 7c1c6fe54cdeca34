package org.quarry.network.autograd;

import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * An operation to be tested: its inputs' shapes, the range they are drawn from, and what it does.
 */
record Operation(
    String name, int[][] shapes, double lowest, double highest, Function<List<Node>, Node> apply) {
  /** An operation on inputs from −2 to 2. */
  static Operation of(String name, Function<List<Node>, Node> apply, int[]... shapes) {
    return new Operation(name, shapes, -2, 2, apply);
  }

  /** The same for arguments between two numbers. */
  Operation on(double from, double to) {
    return new Operation(name, shapes, from, to, apply);
  }

  static int[] shape(int rows, int columns) {
    return new int[] {rows, columns};
  }

  double[][] inputs(long seed) {
    Random random = new Random(seed);
    double[][] inputs = new double[shapes.length][];
    for (int k = 0; k < inputs.length; k++) {
      inputs[k] = random.doubles((long) shapes[k][0] * shapes[k][1], lowest, highest).toArray();
    }
    return inputs;
  }

  List<Node> variables(Tape tape, double[][] inputs) {
    return java.util.stream.IntStream.range(0, inputs.length)
        .mapToObj(k -> tape.variable(inputs[k], shapes[k][0], shapes[k][1]))
        .toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
