package org.quarry.network.autograd;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Reciprocal;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Cos;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sin;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Arithmetic on ND4J's memory: by ND4J's operations alone, or by kernels and BLAS of the host where
 * arrays lie there, since an operation of ND4J costs some ten microseconds however small it is.
 *
 * <p>How many threads ND4J takes is the process's business; one is best for the small matrices of
 * networks, and what all bits depend on.
 *
 * <p>Nothing here may run inside one of Deeplearning4j's workspaces: pooled memory outlives them.
 */
public abstract sealed class Nd4jEngine implements ArrayEngine
    permits Nd4jHostEngine, Nd4jPortableEngine {
  private final Precision precision;
  private final DataType type;
  private final Nd4jPool pool;

  Nd4jEngine(Precision precision) {
    this.precision = precision;
    type = precision == Precision.FLOAT ? DataType.FLOAT : DataType.DOUBLE;
    pool = new Nd4jPool(type);
  }

  /** An engine with memory of its own. */
  public static Nd4jEngine of(Precision precision) {
    boolean host = Nd4j.getExecutioner().type() == OpExecutioner.ExecutionerType.NATIVE_CPU;
    return host ? new Nd4jHostEngine(precision) : new Nd4jPortableEngine(precision);
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
    return new Nd4jArray(new Nd4jBlock(array), offset, rows, columns);
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
    pool.giveBack(own(array));
  }

  @Override
  public Array view(Array array, long offset, int rows, int columns) {
    Nd4jArray of = own(array);
    return new Nd4jArray(of.block(), of.offset() + offset, rows, columns);
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
    }
  }

  /** ND4J's view of a matrix. */
  static INDArray nd(Array array) {
    return own(array).array();
  }

  static Nd4jArray own(Array array) {
    return (Nd4jArray) array;
  }
}
