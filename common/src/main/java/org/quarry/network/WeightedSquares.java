package org.quarry.network;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * L = Σ w (y − t)² over all numbers of an output [R, c]. Labels are [R, 2c]: the targets t, then
 * the weights w, which carry means, shares of energies and forces, and 0 for what has no label.
 *
 * <p>The gradient is that of L. Deeplearning4j divides scores (not the gradients of graphs without
 * {@code miniBatch}) by the number of rows, so the score returned here is R · L.
 */
public final class WeightedSquares implements ILossFunction {
  private static final long serialVersionUID = 1L;

  @Override
  public double computeScore(
      INDArray labels, INDArray output, IActivation activation, INDArray mask, boolean average) {
    double loss = computeScoreArray(labels, output, activation, mask).sumNumber().doubleValue();
    return average ? loss : loss * output.size(0);
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray output, IActivation activation, INDArray mask) {
    INDArray error = errors(labels, output);
    return error.mul(error).mul(part(labels, output, 1)).sum(true, 1);
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray output, IActivation activation, INDArray mask) {
    return errors(labels, output).muli(part(labels, output, 1)).muli(2);
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels, INDArray output, IActivation activation, INDArray mask, boolean average) {
    return new Pair<>(
        computeScore(labels, output, activation, mask, average),
        computeGradient(labels, output, activation, mask));
  }

  private static INDArray errors(INDArray labels, INDArray output) {
    return output.sub(part(labels, output, 0));
  }

  private static INDArray part(INDArray labels, INDArray output, int index) {
    long columns = output.size(1);
    if (labels.size(0) != output.size(0) || labels.size(1) != 2 * columns) {
      throw new IllegalArgumentException(
          String.format(
              "labels are %d × %d where an output of %d × %d needs twice its columns",
              labels.size(0), labels.size(1), output.size(0), columns));
    }
    return labels.get(
        NDArrayIndex.all(), NDArrayIndex.interval(index * columns, (index + 1) * columns));
  }

  @Override
  public String name() {
    return toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WeightedSquares;
  }

  @Override
  public int hashCode() {
    return WeightedSquares.class.hashCode();
  }

  @Override
  public String toString() {
    return "WeightedSquares()";
  }
}
