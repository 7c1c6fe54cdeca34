package org.quarry.regression;

import java.util.Arrays;

/**
 * Where the numbers of a {@link Perceptron} lie in one vector: of each hidden unit the weights of
 * the inputs and the bias, then of each class the weights of the units and the bias.
 */
record PerceptronShape(int inputs, int units, int classes) {
  PerceptronShape {
    Math.addExact( // it has to fit into an array
        Math.multiplyExact(units, inputs + 1), Math.multiplyExact(classes, units + 1));
  }

  int size() {
    return firstOutput() + classes * (units + 1);
  }

  int firstOutput() {
    return units * (inputs + 1);
  }

  boolean isBias(int index) {
    return index < firstOutput()
        ? index % (inputs + 1) == inputs
        : (index - firstOutput()) % (units + 1) == units;
  }

  double[][] hidden(double[] w) {
    return rows(w, 0, units, inputs + 1);
  }

  double[][] output(double[] w) {
    return rows(w, firstOutput(), classes, units + 1);
  }

  private static double[][] rows(double[] w, int from, int count, int length) {
    double[][] rows = new double[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = Arrays.copyOfRange(w, from + i * length, from + (i + 1) * length);
    }
    return rows;
  }
}
