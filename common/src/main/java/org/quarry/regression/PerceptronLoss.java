package org.quarry.regression;

import java.util.Arrays;
import java.util.stream.IntStream;
import smile.math.DifferentiableMultivariateFunction;

/**
 * −Σ_r u_r ln P(y_r | x_r) + λ/2 Σ w² over rows of weight u, and its slopes by the numbers of a
 * {@link Perceptron}; biases are not penalized. Rows are summed in parts of fixed size, and the
 * parts in their order, so that the sums are the same for any number of cores.
 */
final class PerceptronLoss implements DifferentiableMultivariateFunction {
  private static final long serialVersionUID = 1L;
  private static final int PART_ROWS = 1024;

  private final transient PerceptronShape shape;
  private final transient double[][] x;
  private final transient int[] labels;
  private final transient double[] weights;
  private final transient double lambda;
  private final transient Part[] parts;

  PerceptronLoss(
      PerceptronShape shape, double[][] x, int[] labels, double[] weights, double lambda) {
    this.shape = shape;
    this.x = x;
    this.labels = labels;
    this.weights = weights;
    this.lambda = lambda;
    this.parts =
        IntStream.range(0, (x.length + PART_ROWS - 1) / PART_ROWS)
            .mapToObj(part -> new Part(part * PART_ROWS))
            .toArray(Part[]::new);
  }

  @Override
  public double f(double[] w) {
    Arrays.stream(parts).parallel().forEach(part -> part.add(w));
    return sum(w);
  }

  @Override
  public double g(double[] w, double[] slope) {
    Arrays.stream(parts).parallel().forEach(part -> part.addWithSlopes(w));
    Arrays.setAll(slope, i -> shape.isBias(i) ? 0 : lambda * w[i]);
    for (Part part : parts) {
      for (int i = 0; i < slope.length; i++) {
        slope[i] += part.slope[i];
      }
    }
    return sum(w);
  }

  private double sum(double[] w) {
    double squares = 0;
    for (int i = 0; i < w.length; i++) {
      squares += shape.isBias(i) ? 0 : w[i] * w[i];
    }
    double loss = lambda / 2 * squares;
    for (Part part : parts) {
      loss += part.loss;
    }
    return loss;
  }

  /** Some rows one after another, with the memory for them. */
  private final class Part {
    private final int first;
    private final int end;
    private final double[] unit = new double[shape.units()];
    private final double[] probability = new double[shape.classes()];
    private final double[] slope = new double[shape.size()];
    private double loss;

    Part(int first) {
      this.first = first;
      this.end = Math.min(first + PART_ROWS, x.length);
    }

    void add(double[] w) {
      loss = 0;
      for (int row = first; row < end; row++) {
        loss += forward(w, row);
      }
    }

    void addWithSlopes(double[] w) {
      loss = 0;
      Arrays.fill(slope, 0);
      for (int row = first; row < end; row++) {
        loss += forward(w, row);
        backward(w, row);
      }
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
      double score = probability[labels[row]];
      return weights[row] * (Softmax.apply(probability) - score);
    }

    /** Adds the row's part to the slopes: ∂/∂score_k = u (P_k − δ), and so on down. */
    private void backward(double[] w, int row) {
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
}
