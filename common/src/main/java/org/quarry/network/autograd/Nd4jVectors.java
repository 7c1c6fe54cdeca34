package org.quarry.network.autograd;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** {@link Nd4jEngine}'s operations on blocks of rows, as the components of vectors are. */
final class Nd4jVectors {
  private Nd4jVectors() {}

  interface OnBlocks {
    void write(Nd4jArray a, Nd4jArray b, Nd4jArray out);
  }

  /** An operation on every block of rows, where operands and result may have a single one. */
  static void eachBlock(
      Nd4jEngine engine,
      Nd4jArray a,
      int rowsA,
      Nd4jArray b,
      int rowsB,
      Nd4jArray out,
      int rows,
      OnBlocks operation) {
    int blocks = Math.max(out.rows() / rows, Math.max(a.rows() / rowsA, b.rows() / rowsB));
    if (blocks == 1) {
      operation.write(a, b, out);
      return;
    }
    if (out.rows() == rows) {
      engine.fill(out, 0);
    }
    Nd4jArray part = (Nd4jArray) engine.allocate(rows, out.columns());
    for (int k = 0; k < blocks; k++) {
      operation.write(block(engine, a, rowsA, k), block(engine, b, rowsB, k), part);
      if (out.rows() == rows) {
        out.array().addi(part.array());
      } else {
        engine.copy(part, block(engine, out, rows, k));
      }
    }
    engine.free(part);
  }

  private static Nd4jArray block(Nd4jEngine engine, Nd4jArray x, int rows, int k) {
    return x.rows() == rows
        ? x
        : (Nd4jArray) engine.view(x, (long) k * rows * x.columns(), rows, x.columns());
  }

  /** {@link ArrayEngine#outer}. */
  static void outer(Nd4jEngine engine, Nd4jArray x, Nd4jArray w, Nd4jArray out) {
    for (int k = 0; k < w.columns() && out.size() > 0; k++) {
      Nd4jArray to = block(engine, out, x.rows(), k);
      to.array().assign(x.array().mulColumnVector(column(w, k)));
    }
  }

  /** {@link ArrayEngine#outerSum}. */
  static void outerSum(Nd4jEngine engine, Nd4jArray y, Nd4jArray w, Nd4jArray out) {
    engine.fill(out, 0);
    for (int k = 0; k < w.columns() && out.size() > 0; k++) {
      INDArray block = block(engine, y, out.rows(), k).array();
      out.array().addi(block.mulColumnVector(column(w, k)));
    }
  }

  /** {@link ArrayEngine#outerDot}. */
  static void outerDot(Nd4jEngine engine, Nd4jArray y, Nd4jArray x, Nd4jArray out) {
    for (int k = 0; k < out.columns() && x.size() > 0; k++) {
      INDArray products = block(engine, y, x.rows(), k).array().mul(x.array());
      column(out, k).assign(products.sum(true, 1));
    }
  }

  private static INDArray column(Nd4jArray x, int k) {
    return x.array().get(NDArrayIndex.all(), NDArrayIndex.interval(k, k + 1));
  }

  /** {@link ArrayEngine#silu}. */
  static void silu(INDArray x, INDArray y, INDArray slope) {
    INDArray sigmoid = Nd4j.exec(new Sigmoid(x, x.ulike()));
    slope.assign(sigmoid.rsub(1).muli(x).addi(1).muli(sigmoid));
    y.assign(sigmoid.muli(x));
  }

  /** {@link UnaryFunction#SILU_CURVATURE}. */
  static void siluCurvature(INDArray x, INDArray out) {
    INDArray sigmoid = Nd4j.exec(new Sigmoid(x, x.ulike()));
    INDArray rest = Nd4j.exec(new Sigmoid(x.neg(), x.ulike()));
    out.assign(rest.sub(sigmoid).muli(x).addi(2).muli(sigmoid).muli(rest));
  }
}
