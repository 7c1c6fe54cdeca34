package org.quarry.regression;

import java.util.Arrays;
import java.util.Random;
import smile.math.BFGS;

/**
 * Fits a {@link Perceptron}, a network head on whatever features there are: the pooled
 * representation of a trained network say. The penalized cross entropy of all rows is minimized by
 * Smile's limited-memory BFGS: heads are too small for a library of networks, whose every call
 * costs more than a pass over the rows.
 */
public final class PerceptronTrainer implements ClassifierTrainer {
  private static final int MEMORY = 10; // pairs of steps and changes of slope that are remembered

  private final PerceptronParameters parameters;

  public PerceptronTrainer(PerceptronParameters parameters) {
    this.parameters = parameters;
  }

  @Override
  public PerceptronParameters parameters() {
    return parameters;
  }

  @Override
  public Perceptron fit(double[][] features, int[] labels, int classes) {
    int width = LabeledVectors.width(features, labels, classes);
    int[] present = Arrays.stream(labels).distinct().sorted().toArray();
    var shape = new PerceptronShape(width, parameters.hidden(), present.length);
    double[] w = start(shape);
    if (present.length > 1) { // else there is nothing to tell apart
      int[] dense =
          Arrays.stream(labels).map(label -> Arrays.binarySearch(present, label)).toArray();
      double[] weights = parameters.weights().of(labels, classes);
      double loss =
          BFGS.minimize(
              new PerceptronLoss(shape, features, dense, weights, parameters.lambda()),
              MEMORY,
              w,
              parameters.tolerance(),
              parameters.maxIterations());
      if (!Double.isFinite(loss)) {
        throw new IllegalArgumentException("the fit of the network head ran away");
      }
    }
    return new Perceptron(width, classes, present, shape.hidden(w), shape.output(w));
  }

  /** Glorot's uniform numbers, |w| ≤ √(6/(in + out)); biases of 0. */
  private double[] start(PerceptronShape shape) {
    Random random = new Random(parameters.seed());
    double[] w = new double[shape.size()];
    double hidden = Math.sqrt(6.0 / (shape.inputs() + shape.units()));
    double output = Math.sqrt(6.0 / (shape.units() + shape.classes()));
    for (int i = 0; i < w.length; i++) {
      double drawn = 2 * random.nextDouble() - 1;
      w[i] = shape.isBias(i) ? 0 : drawn * (i < shape.firstOutput() ? hidden : output);
    }
    return w;
  }
}
