package org.quarry.network.autograd;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastAddOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastDivOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastSubOp;
import org.nd4j.linalg.api.ops.impl.reduce.same.Sum;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Reciprocal;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Cos;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sin;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Arithmetic by ND4J, on whatever its backend computes: matrix products by its BLAS, all else by
 * its operations. On the host's processor {@link HostEngine} is several times faster.
 *
 * <p>How many threads ND4J takes is the process's business; one is best for the small matrices of
 * networks, and what all bits depend on.
 *
 * <p>Nothing here may run inside one of Deeplearning4j's workspaces: pooled memory outlives them.
 */
public final class Nd4jEngine implements ArrayEngine {
  private final Precision precision;
  private final DataType type;
  private final Nd4jPool pool;

  private Nd4jEngine(Precision precision) {
    this.precision = precision;
    type = precision == Precision.FLOAT ? DataType.FLOAT : DataType.DOUBLE;
    pool = new Nd4jPool(type);
  }

  /** An engine with memory of its own. */
  public static Nd4jEngine of(Precision precision) {
    return new Nd4jEngine(precision);
  }

  /**
   * A contiguous part of an ND4J array as a row-major matrix, sharing its memory.
   *
   * @param array of the engine's type, its entries one after another in memory
   * @throws IllegalArgumentException if it has another type or gaps, or is too short
   */
  public Array wrap(INDArray array, long offset, int rows, int columns) {
    long size = (long) rows * columns;
    if (array.dataType() != type
        || array.elementWiseStride() != 1
        || offset < 0
        || offset + size > array.length()) {
      throw new IllegalArgumentException(
          "cannot take "
              + rows
              + " × "
              + columns
              + " numbers of "
              + type
              + " from place "
              + offset
              + " of "
              + array.shapeInfoToString());
    }
    return Nd4jPool.view(array, null, array.offset() + offset, rows, columns);
  }

  @Override
  public Precision precision() {
    return precision;
  }

  @Override
  public Array allocate(int rows, int columns) {
    return pool.take(rows, columns);
  }

  @Override
  public void free(Array array) {
    pool.giveBack((Nd4jArray) array);
  }

  @Override
  public Array view(Array array, long offset, int rows, int columns) {
    INDArray of = nd(array);
    return Nd4jPool.view(of, null, of.offset() + offset, rows, columns);
  }

  @Override
  public void write(double[] values, Array out) {
    if (out.size() == 0) {
      return;
    }
    nd(out).assign(Nd4j.createFromArray(values).reshape(out.rows(), out.columns()));
  }

  @Override
  public double[] read(Array array) {
    if (array.size() == 0) {
      return new double[0];
    }
    return nd(array).dup('c').data().asDouble();
  }

  @Override
  public void fill(Array out, double value) {
    if (out.size() == 0) {
      return;
    }
    nd(out).assign(value);
  }

  @Override
  public void copy(Array x, Array out) {
    if (out.size() == 0) {
      return;
    }
    flat(out).assign(flat(x));
  }

  private static INDArray flat(Array x) {
    INDArray array = nd(x);
    return array.reshape('c', 1, array.length());
  }

  @Override
  public void affine(Array x, double scale, double shift, Array out) {
    if (out.size() == 0) {
      return;
    }
    INDArray from = nd(x);
    INDArray to = nd(out);
    if (scale == 1) {
      from.addi(shift, to);
    } else {
      from.muli(scale, to);
      if (shift != 0) {
        to.addi(shift);
      }
    }
  }

  @Override
  public void apply(UnaryFunction function, Array x, Array out) {
    if (out.size() == 0) {
      return;
    }
    INDArray from = nd(x);
    INDArray to = nd(out);
    switch (function) {
      case EXP -> Nd4j.exec(new Exp(from, to));
      case LOG -> Nd4j.exec(new Log(from, to));
      case SQRT -> Nd4j.exec(new Sqrt(from, to));
      case RECIPROCAL -> Nd4j.exec(new Reciprocal(from, to));
      case SIN -> Nd4j.exec(new Sin(from, to));
      case COS -> Nd4j.exec(new Cos(from, to));
      case TANH -> Nd4j.exec(new Tanh(from, to));
      case SIGMOID -> Nd4j.exec(new Sigmoid(from, to));
      case SILU_CURVATURE -> Nd4jVectors.siluCurvature(from, to);
    }
  }

  @Override
  public void combine(BinaryFunction function, Array a, Array b, Array out) {
    if (out.size() == 0) {
      return;
    }
    INDArray x = nd(a);
    INDArray y = nd(b);
    INDArray z = nd(out);
    if (a.rows() == b.rows() && a.columns() == b.columns()) {
      switch (function) {
        case ADD -> x.addi(y, z);
        case SUBTRACT -> x.subi(y, z);
        case MULTIPLY -> x.muli(y, z);
        case DIVIDE -> x.divi(y, z);
      }
    } else if (b.size() == 1) {
      double number = y.getDouble(0);
      switch (function) {
        case ADD -> x.addi(number, z);
        case SUBTRACT -> x.subi(number, z);
        case MULTIPLY -> x.muli(number, z);
        case DIVIDE -> x.divi(number, z);
      }
    } else {
      int along = b.rows() == 1 ? 1 : 0;
      switch (function) {
        case ADD -> Nd4j.exec(new BroadcastAddOp(x, y, z, along));
        case SUBTRACT -> Nd4j.exec(new BroadcastSubOp(x, y, z, along));
        case MULTIPLY -> Nd4j.exec(new BroadcastMulOp(x, y, z, along));
        case DIVIDE -> Nd4j.exec(new BroadcastDivOp(x, y, z, along));
      }
    }
  }

  @Override
  public void broadcast(Array x, Array out) {
    if (out.size() == 0) {
      return;
    }
    if (x.size() == out.size()) {
      copy(x, out);
    } else if (x.size() == 1) {
      nd(out).assign(nd(x).getDouble(0));
    } else {
      fill(out, 0);
      combine(BinaryFunction.ADD, out, x, out);
    }
  }

  @Override
  public void softplus(Array x, double shift, Array y, Array slope) {
    Nd4jGraphSums.softplus(own(x), shift, own(y), own(slope));
  }

  @Override
  public void silu(Array x, Array y, Array slope) {
    if (x.size() > 0) {
      Nd4jVectors.silu(nd(x), nd(y), nd(slope));
    }
  }

  @Override
  public void multiply(Array a, Layout layoutA, Array b, Layout layoutB, double beta, Array out) {
    if (a.size() == 0 || b.size() == 0) {
      if (beta == 0) {
        fill(out, 0); // what pooled memory held may be no number
      } else {
        affine(out, beta, 0, out);
      }
      return;
    }
    Nd4j.gemm(
        nd(a), nd(b), nd(out), layoutA == Layout.TRANSPOSED, layoutB == Layout.TRANSPOSED, 1, beta);
  }

  @Override
  public void sumRows(Array x, Array out) {
    if (x.size() == 0) {
      fill(out, 0);
    } else {
      Nd4j.exec(new Sum(nd(x), nd(out), true, 0));
    }
  }

  @Override
  public void sumColumns(Array x, Array out) {
    if (out.size() == 0) {
      return;
    }
    Nd4j.exec(new Sum(nd(x), nd(out), true, 1));
  }

  @Override
  public void gather(Array x, RowIndex index, Array out) {
    if (index.size() > 0) {
      Nd4j.pullRows(nd(x), nd(out), 1, index.rows());
    }
  }

  @Override
  public void segmentSum(Array x, RowIndex index, Array out) {
    Nd4jGraphSums.segmentSum(own(x), index.order(), index.offsets(), own(out));
  }

  @Override
  public void pairSum(Array x, Array w, PairIndex pairs, Parity parity, Array out) {
    if (pairs.size() == 0) {
      fill(out, 0);
      return;
    }
    int atoms = pairs.atoms();
    Nd4jVectors.eachBlock(
        this,
        own(x),
        atoms,
        own(w),
        pairs.size(),
        own(out),
        atoms,
        (a, b, to) -> Nd4jGraphSums.pairSum(a, b, pairs, parity, to));
  }

  @Override
  public void pairProduct(Array a, Array b, PairIndex pairs, Parity parity, Array out) {
    if (pairs.size() == 0) {
      return;
    }
    int atoms = pairs.atoms();
    Nd4jVectors.eachBlock(
        this,
        own(a),
        atoms,
        own(b),
        atoms,
        own(out),
        pairs.size(),
        (x, y, to) -> Nd4jGraphSums.pairProduct(x, y, pairs, parity, to));
  }

  @Override
  public void outer(Array x, Array w, Array out) {
    Nd4jVectors.outer(this, own(x), own(w), own(out));
  }

  @Override
  public void outerSum(Array y, Array w, Array out) {
    Nd4jVectors.outerSum(this, own(y), own(w), own(out));
  }

  @Override
  public void outerDot(Array y, Array x, Array out) {
    Nd4jVectors.outerDot(this, own(y), own(x), own(out));
  }

  @Override
  public void copyColumns(Array x, int from, Array out, int to, int count) {
    if (out.size() == 0 || count == 0) {
      return;
    }
    nd(out)
        .get(NDArrayIndex.all(), NDArrayIndex.interval(to, to + count))
        .assign(nd(x).get(NDArrayIndex.all(), NDArrayIndex.interval(from, from + count)));
  }

  private static INDArray nd(Array array) {
    return own(array).array();
  }

  private static Nd4jArray own(Array array) {
    return (Nd4jArray) array;
  }
}
