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
 * L = [mean of r² over DFT rows + α · mean of Tukey's ρ_k(r) over EIP rows] / s².
 *
 * <p>r = s · f · (output − target) is a residual in eV per atom (f = 1) or in eV (f = N); s in eV
 * per atom is the scale of the network's output. Means are weighted by the rows' weights. k comes
 * from the median absolute residual of the minibatch's EIP rows and is held constant in the
 * gradient; it is at least 10⁻⁶ eV. Dividing by s² makes the loss of the mean energy 1.
 *
 * <p>Labels are [B, 4] ({@link #LABELS}): scaled target per atom, kind (0 DFT, 1 EIP), f, weight.
 * Deeplearning4j divides scores and gradients by the number of rows, so that what is returned here
 * is B · L, and its gradient.
 */
public final class EnergyLoss implements ILossFunction {
  private static final long serialVersionUID = 1L;

  /** Columns of the labels. */
  public static final int LABELS = 4;

  /** The least k, in eV (per atom). */
  public static final double MINIMUM_SCALE = 1e-6;

  private final double alpha;
  private final double scale;

  /**
   * A loss.
   *
   * @param alpha weight of the EIP rows, not negative
   * @param scale s in eV per atom, positive
   */
  public EnergyLoss(@JsonProperty("alpha") double alpha, @JsonProperty("scale") double scale) {
    if (!(alpha >= 0) || !(scale > 0)) {
      throw new IllegalArgumentException(
          "alpha " + alpha + " must not be negative and scale " + scale + " positive");
    }
    this.alpha = alpha;
    this.scale = scale;
  }

  @JsonProperty("alpha")
  public double alpha() {
    return alpha;
  }

  @JsonProperty("scale")
  public double scale() {
    return scale;
  }

  @Override
  public double computeScore(
      INDArray labels, INDArray output, IActivation activation, INDArray mask, boolean average) {
    Rows rows = new Rows(labels, output);
    double sum = 0;
    for (int i = 0; i < rows.size; i++) {
      sum += rows.loss(i);
    }
    return average ? sum / rows.size : sum;
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray output, IActivation activation, INDArray mask) {
    Rows rows = new Rows(labels, output);
    double[] losses = new double[rows.size];
    Arrays.setAll(losses, rows::loss);
    return column(losses, output);
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray output, IActivation activation, INDArray mask) {
    Rows rows = new Rows(labels, output);
    double[] gradient = new double[rows.size];
    Arrays.setAll(gradient, rows::gradient);
    return column(gradient, output);
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

  private static INDArray column(double[] values, INDArray like) {
    return Nd4j.createFromArray(values).castTo(like.dataType()).reshape(values.length, 1);
  }

  /** The residuals of a minibatch, with what it takes to sum them. */
  private final class Rows {
    final int size;
    private final double[] residuals;
    private final double[] factors;
    private final boolean[] empirical;
    private final double[] shares;
    private final double k;

    Rows(INDArray labels, INDArray output) {
      size = Math.toIntExact(output.size(0));
      if (labels.size(0) != size || labels.size(1) != LABELS) {
        throw new IllegalArgumentException(
            "labels are "
                + Arrays.toString(labels.shape())
                + ", not ["
                + size
                + ", "
                + LABELS
                + "]");
      }
      residuals = new double[size];
      factors = new double[size];
      empirical = new boolean[size];
      shares = new double[size];
      double[] total = new double[2];
      for (int i = 0; i < size; i++) {
        factors[i] = scale * labels.getDouble(i, 2);
        residuals[i] = factors[i] * (output.getDouble(i, 0) - labels.getDouble(i, 0));
        empirical[i] = labels.getDouble(i, 1) != 0;
        shares[i] = labels.getDouble(i, 3);
        total[empirical[i] ? 1 : 0] += shares[i];
      }
      double[] outliers = new double[size];
      int count = 0;
      for (int i = 0; i < size; i++) {
        double kind = empirical[i] ? alpha : 1;
        shares[i] *= size * kind / total[empirical[i] ? 1 : 0] / (scale * scale);
        if (empirical[i]) {
          outliers[count++] = residuals[i];
        }
      }
      k =
          count == 0
              ? MINIMUM_SCALE
              : TukeyBiweight.scale(Arrays.copyOf(outliers, count), MINIMUM_SCALE);
    }

    double loss(int i) {
      double r = residuals[i];
      return shares[i] * (empirical[i] ? TukeyBiweight.rho(r, k) : r * r);
    }

    double gradient(int i) {
      double r = residuals[i];
      return shares[i] * factors[i] * (empirical[i] ? TukeyBiweight.psi(r, k) : 2 * r);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EnergyLoss that && alpha == that.alpha && scale == that.scale;
  }

  @Override
  public int hashCode() {
    return Objects.hash(alpha, scale);
  }

  @Override
  public String toString() {
    return "EnergyLoss(alpha=" + alpha + ", scale=" + scale + " eV)";
  }
}
