package org.quarry.network;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Decoupled weight decay: every update also takes away learning rate × λ × weight. Unlike
 * Deeplearning4j's own, it adds no term to the score, so that scores stay comparable between
 * settings.
 *
 * <p>Loshchilov and Hutter, ICLR 2019.
 */
public final class DecoupledDecay implements Regularization {
  private static final long serialVersionUID = 1L;

  private final double lambda;

  public DecoupledDecay(@JsonProperty("lambda") double lambda) {
    if (!(lambda >= 0)) {
      throw new IllegalArgumentException("weight decay must not be negative, got " + lambda);
    }
    this.lambda = lambda;
  }

  @JsonProperty("lambda")
  public double lambda() {
    return lambda;
  }

  @Override
  public ApplyStep applyStep() {
    return ApplyStep.POST_UPDATER;
  }

  /** The update is what will be subtracted from the weights. */
  @Override
  public void apply(
      INDArray weights, INDArray update, double learningRate, int iteration, int epoch) {
    update.addi(weights.mul(learningRate * lambda));
  }

  @Override
  public double score(INDArray weights, int iteration, int epoch) {
    return 0;
  }

  @Override
  public Regularization clone() {
    return new DecoupledDecay(lambda);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DecoupledDecay that && lambda == that.lambda;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(lambda);
  }
}
