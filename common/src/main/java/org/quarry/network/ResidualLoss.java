package org.quarry.network;

import java.util.Arrays;
import java.util.Objects;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The loss of all networks: L = Σ w ρ(f (y − t)) over the numbers y of an output [R, C].
 *
 * <p>Labels are [R, 2C + 2]: the targets t, the weights w, and for the whole row the factor f that
 * makes the residual what errors are counted in (1/N for the energy per atom), and its kind.
 * Weights carry means and shares; a number without label has weight 0, and its target is not looked
 * at.
 *
 * <p>Rows of kind 0 are references: ρ is a {@link ResidualFunction}. Rows of another kind are
 * empirical and may be outliers: ρ = α · {@link TukeyBiweight}, whose k comes from the median
 * absolute residual of all labelled numbers of that kind in the minibatch. It is held constant in
 * the gradient. So energies and forces, whose errors differ in size, are different kinds.
 *
 * <p>The gradient is that of L. Deeplearning4j divides the score (and nothing else in graphs
 * without {@code miniBatch}) by the number of rows, so the score returned here is R · L.
 */
public final class ResidualLoss implements ILossFunction {
  private static final long serialVersionUID = 1L;

  /** The kind of rows that are compared by the residual function. */
  public static final int REFERENCE = 0;

  private static final int ROW_COLUMNS = 2;

  private final ResidualFunction function;
  private final double delta;
  private final double alpha;
  private final double minimumScale;

  /**
   * A loss.
   *
   * @param function of the residuals of reference rows
   * @param delta δ of HUBER, positive
   * @param alpha weight of empirical rows, not negative
   * @param minimumScale the least k of an empirical kind, positive
   */
  public ResidualLoss(
      @JsonProperty("function") ResidualFunction function,
      @JsonProperty("delta") double delta,
      @JsonProperty("alpha") double alpha,
      @JsonProperty("minimumScale") double minimumScale) {
    this.function = Objects.requireNonNull(function);
    if (!(delta > 0) || !(alpha >= 0) || !(minimumScale > 0)) {
      throw new IllegalArgumentException(
          String.format(
              "delta %s and the least scale %s must be positive and alpha %s not negative",
              delta, minimumScale, alpha));
    }
    this.delta = delta;
    this.alpha = alpha;
    this.minimumScale = minimumScale;
  }

  /** Squares, and α = 1 with k from 10⁻⁶ on for empirical rows. */
  public static ResidualLoss squares() {
    return new ResidualLoss(ResidualFunction.SQUARED, 1, 1, 1e-6);
  }

  @JsonProperty("function")
  public ResidualFunction function() {
    return function;
  }

  @JsonProperty("delta")
  public double delta() {
    return delta;
  }

  @JsonProperty("alpha")
  public double alpha() {
    return alpha;
  }

  @JsonProperty("minimumScale")
  public double minimumScale() {
    return minimumScale;
  }

  /** Columns of the labels for an output of C columns. */
  public static int labelColumns(int columns) {
    return 2 * columns + ROW_COLUMNS;
  }

  /**
   * Writes the label of one number of an output of {@code columns} columns.
   *
   * @param labels [R, {@link #labelColumns}], row-major
   * @param weight 0 for a number without label, whatever the target
   */
  public static void putNumber(
      double[] labels, int columns, int row, int column, double target, double weight) {
    int at = row * labelColumns(columns) + column;
    labels[at] = weight == 0 ? 0 : target;
    labels[at + columns] = weight;
  }

  /** Writes what the numbers of a row have in common. */
  public static void putRow(double[] labels, int columns, int row, double factor, int kind) {
    int at = row * labelColumns(columns) + 2 * columns;
    labels[at] = factor;
    labels[at + 1] = kind;
  }

  @Override
  public double computeScore(
      INDArray labels, INDArray output, IActivation activation, INDArray mask, boolean average) {
    Residuals residuals = new Residuals(labels, output);
    double loss = 0;
    for (int i = 0; i < residuals.values.length; i++) {
      loss += residuals.loss(i);
    }
    return average ? loss : loss * residuals.rows;
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray output, IActivation activation, INDArray mask) {
    Residuals residuals = new Residuals(labels, output);
    double[] losses = new double[residuals.rows];
    for (int i = 0; i < residuals.values.length; i++) {
      losses[i / residuals.columns] += residuals.loss(i);
    }
    return Nd4j.createFromArray(losses).castTo(output.dataType()).reshape('c', losses.length, 1);
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray output, IActivation activation, INDArray mask) {
    Residuals residuals = new Residuals(labels, output);
    double[] gradient = new double[residuals.values.length];
    Arrays.setAll(gradient, residuals::gradient);
    return Nd4j.createFromArray(gradient).castTo(output.dataType()).reshape('c', output.shape());
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels, INDArray output, IActivation activation, INDArray mask, boolean average) {
    return new Pair<>(
        computeScore(labels, output, activation, mask, average),
        computeGradient(labels, output, activation, mask));
  }

  @Override
  public String name() {
    return toString();
  }

  /** The residuals of a minibatch, with the scale of each empirical kind. */
  private final class Residuals {
    final int rows;
    final int columns;
    final double[] values; // f (y − t), row-major
    private final double[] labels;
    private final double[] scales; // k by kind; unused for references

    Residuals(INDArray labelArray, INDArray output) {
      rows = Math.toIntExact(output.size(0));
      columns = Math.toIntExact(output.size(1));
      if (labelArray.size(0) != rows || labelArray.size(1) != labelColumns(columns)) {
        throw new IllegalArgumentException(
            String.format(
                "labels are %d × %d where an output of %d × %d needs %d columns",
                labelArray.size(0), labelArray.size(1), rows, columns, labelColumns(columns)));
      }
      labels = labelArray.dup('c').data().asDouble();
      values = output.dup('c').data().asDouble();
      int kinds = 0;
      for (int i = 0; i < values.length; i++) {
        values[i] = factor(i) * (values[i] - labels[place(i)]);
        kinds = Math.max(kinds, kind(i));
      }
      scales = new double[kinds + 1];
      for (int kind = 1; kind <= kinds; kind++) {
        scales[kind] = scale(kind);
      }
    }

    private double scale(int kind) {
      double[] own = new double[values.length];
      int count = 0;
      for (int i = 0; i < values.length; i++) {
        if (kind(i) == kind && weight(i) != 0) {
          own[count++] = values[i];
        }
      }
      return count == 0
          ? minimumScale
          : TukeyBiweight.scale(Arrays.copyOf(own, count), minimumScale);
    }

    private int place(int i) {
      return i / columns * labelColumns(columns) + i % columns;
    }

    private double weight(int i) {
      return labels[place(i) + columns];
    }

    private double factor(int i) {
      return labels[i / columns * labelColumns(columns) + 2 * columns];
    }

    private int kind(int i) {
      return (int) labels[i / columns * labelColumns(columns) + 2 * columns + 1];
    }

    double loss(int i) {
      if (weight(i) == 0) {
        return 0;
      }
      int kind = kind(i);
      return weight(i)
          * (kind == REFERENCE
              ? function.value(values[i], delta)
              : alpha * TukeyBiweight.rho(values[i], scales[kind]));
    }

    double gradient(int i) {
      if (weight(i) == 0) {
        return 0;
      }
      int kind = kind(i);
      return weight(i)
          * factor(i)
          * (kind == REFERENCE
              ? function.slope(values[i], delta)
              : alpha * TukeyBiweight.psi(values[i], scales[kind]));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ResidualLoss that
        && function == that.function
        && delta == that.delta
        && alpha == that.alpha
        && minimumScale == that.minimumScale;
  }

  @Override
  public int hashCode() {
    return Objects.hash(function, delta, alpha, minimumScale);
  }

  @Override
  public String toString() {
    return String.format(
        "ResidualLoss(%s, delta=%s, alpha=%s, least scale %s)",
        function.text(), delta, alpha, minimumScale);
  }
}
