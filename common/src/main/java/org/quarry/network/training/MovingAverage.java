package org.quarry.network.training;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Exponential moving average of parameters: each epoch leaves the same share of it in place,
 * however many steps it has. Weights are divided by their sum, so that the start counts no more
 * than what follows.
 */
final class MovingAverage {
  private final double sharePerEpoch;
  private final INDArray value;
  private final INDArray scratch;
  private double weight;

  /**
   * An average of nothing yet.
   *
   * @param sharePerEpoch what an epoch leaves in place, in [0, 1)
   * @param like parameters of the same shape
   */
  MovingAverage(double sharePerEpoch, INDArray like) {
    this.sharePerEpoch = sharePerEpoch;
    this.value = like.dup();
    this.scratch = like.ulike();
  }

  /** Follows the parameters over a part of an epoch, or several. */
  void follow(INDArray parameters, double epochs) {
    double keep = Math.pow(sharePerEpoch, epochs);
    weight = keep * weight + (1 - keep);
    double rate = (1 - keep) / weight;
    // what does not move stays as it is, in all bits
    scratch.assign(parameters).subi(value).muli(rate);
    value.addi(scratch);
  }

  /** The average; to be changed only to go on from another. */
  INDArray value() {
    return value;
  }

  /** Sum of the weights of all that it has followed, from 0 towards 1. */
  double weight() {
    return weight;
  }

  void setWeight(double other) {
    weight = other;
  }
}
