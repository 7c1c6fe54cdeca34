package org.quarry.network.training;

/**
 * One point of a learning curve.
 *
 * @param epoch epochs done
 * @param learningRate in the round that ended here
 * @param loss mean training loss of the round, 1 for the mean energy
 * @param validationMae mean absolute error on the validation split in eV per atom, NaN without one
 * @param seconds since training began
 */
public record CurvePoint(
    int epoch, double learningRate, double loss, double validationMae, double seconds) {}
