package org.quarry.regression;

import java.util.Arrays;
import smile.math.DifferentiableMultivariateFunction;

/**
 * −Σ_r u_r ln P(y_r | x_r) + λ/2 Σ w² over rows of weight u, and its slopes by the numbers of a
 * {@link Perceptron}; biases are not penalized.
 */
final class PerceptronLoss implements DifferentiableMultivariateFunction {
  private static final long serialVersionUID = 1L;

  private final transient PerceptronShape shape;
  private final transient double[][] x;
  private final transient int[] labels;
  private final transient double[] weights;
  private final transient double lambda;
  private final transient double[] unit;
  private final transient double[] probability;

  PerceptronLoss(
      PerceptronShape shape, double[][] x, int[] labels, double[] weights, double lambda) {
    this.shape = shape;
    this.x = x;
    this.labels = labels;
    this.weights = weights;
    this.lambda = lambda;
    this.unit = new double[shape.units()];
    this.probability = new double[shape.classes()];
  }

  @Override
  public double f(double[] w) {
    double loss = penalty(w);
    for (int row = 0; row < x.length; row++) {
      loss += forward(w, row);
    }
    return loss;
  }

  @Override
  public double g(double[] w, double[] slope) {
    Arrays.setAll(slope, i -> shape.isBias(i) ? 0 : lambda * w[i]);
    double loss = penalty(w);
    for (int row = 0; row < x.length; row++) {
      loss += forward(w, row);
      backward(w, row, slope);
    }
    return loss;
  }

  private double penalty(double[] w) {
    double squares = 0;
    for (int i = 0; i < w.length; i++) {
      squares += shape.isBias(i) ? 0 : w[i] * w[i];
    }
    return lambda / 2 * squares;
  }

  /** Fills units and probabilities; the row's term of the loss. */
  private double forward(double[] w, int row) {
    double[] in = x[row];
    int at = 0;
    for (int j = 0; j < unit.length; j++) {
      double sum = 0;
      for (double feature : in) {
        sum += w[at++] * feature;
      }
      unit[j] = StrictMath.tanh(sum + w[at++]);
    }
    for (int k = 0; k < probability.length; k++) {
      double sum = 0;
      for (double one : unit) {
        sum += w[at++] * one;
      }
      probability[k] = sum + w[at++];
    }
    Softmax.apply(probability);
    double likely = Math.max(probability[labels[row]], Double.MIN_NORMAL);
    return -weights[row] * StrictMath.log(likely);
  }

  /** Adds the row's part to the slopes: ∂/∂score_k = u (P_k − δ), and so on down. */
  private void backward(double[] w, int row, double[] slope) {
    double[] in = x[row];
    int width = unit.length + 1;
    for (int k = 0; k < probability.length; k++) {
      probability[k] = weights[row] * (probability[k] - (k == labels[row] ? 1 : 0));
    }
    for (int j = 0; j < unit.length; j++) {
      double down = 0;
      for (int k = 0; k < probability.length; k++) {
        int index = shape.firstOutput() + k * width + j;
        down += probability[k] * w[index];
        slope[index] += probability[k] * unit[j];
      }
      down *= 1 - unit[j] * unit[j];
      int at = j * (in.length + 1);
      for (double feature : in) {
        slope[at++] += down * feature;
      }
      slope[at] += down;
    }
    for (int k = 0; k < probability.length; k++) {
      slope[shape.firstOutput() + k * width + unit.length] += probability[k];
    }
  }
}
