package org.quarry.network;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What {@link AtomMean} does: two matrix products. */
@SuppressWarnings(
    "overrides") // the base class was made with an array where its interface has varargs
final class AtomMeanVertex extends BaseGraphVertex {
  private static final long serialVersionUID = 1L;

  AtomMeanVertex(ComputationGraph graph, String name, int index, DataType dataType) {
    super(graph, name, index, null, null, dataType);
  }

  @Override
  public boolean hasLayer() {
    return false;
  }

  @Override
  public Layer getLayer() {
    return null;
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    INDArray weights = inputs[0];
    INDArray energies = inputs[1];
    if (weights.size(1) != energies.size(0)) {
      throw new IllegalStateException(
          weights.size(1) + " weights for " + energies.size(0) + " atoms");
    }
    INDArray means =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS, energies.dataType(), new long[] {weights.size(0), 1}, 'f');
    return Nd4j.gemm(weights, energies, means, false, false, 1, 0);
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
    INDArray weights = inputs[0];
    INDArray gradient =
        workspaces.createUninitialized(
            ArrayType.ACTIVATION_GRAD, epsilon.dataType(), new long[] {weights.size(1), 1}, 'f');
    Nd4j.gemm(weights, epsilon, gradient, true, false, 1, 0);
    return new Pair<>(null, new INDArray[] {null, gradient});
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray view) {
    if (view != null) {
      throw new IllegalStateException("a mean has no parameters");
    }
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray[] masks, MaskState state, int minibatchSize) {
    return null;
  }

  @Override
  public String toString() {
    return "AtomMean(" + vertexName + ")";
  }
}
