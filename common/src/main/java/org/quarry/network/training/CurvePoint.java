package org.quarry.network.training;

import java.util.Objects;

/**
 * One point of a learning curve.
 *
 * @param epoch epochs done
 * @param learningRate in the round that ended here
 * @param loss mean training loss of the round
 * @param validationLoss what the model is chosen by, see {@link Learner#loss}; NaN without
 *     validation rows
 * @param validation errors on the validation split
 * @param seconds since training began
 */
public record CurvePoint(
    int epoch,
    double learningRate,
    double loss,
    double validationLoss,
    Errors validation,
    double seconds) {
  public CurvePoint {
    Objects.requireNonNull(validation);
  }
}
