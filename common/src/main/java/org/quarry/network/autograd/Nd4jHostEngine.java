package org.quarry.network.autograd;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.quarry.math.Kernels;

/**
 * Arithmetic on ND4J's arrays in the memory of the host: kernels of our own for what goes entry by
 * entry or along graphs, the BLAS that ND4J has loaded for products, ND4J for the rest.
 */
final class Nd4jHostEngine extends Nd4jEngine {
  private final boolean single;
  private final ElementKernels elements;
  private final RowKernels sums;

  Nd4jHostEngine(Precision precision) {
    super(precision);
    single = precision == Precision.FLOAT;
    elements =
        single
            ? Kernels.of(FloatElementKernels.class, ScalarFloatElementKernels::new)
            : new DoubleElementKernels();
    sums =
        single
            ? Kernels.of(FloatRowKernels.class, ScalarFloatRowKernels::new)
            : new DoubleRowKernels();
  }

  @Override
  public void write(double[] values, Array out) {
    elements.write(values, memory(out));
  }

  @Override
  public double[] read(Array array) {
    double[] numbers = new double[size(array)];
    elements.read(memory(array), numbers);
    return numbers;
  }

  @Override
  public void fill(Array out, double value) {
    elements.fill(memory(out), size(out), value);
  }

  @Override
  public void copy(Array x, Array out) {
    ByteBuffer from = memory(x);
    memory(out).put(0, from, 0, from.capacity());
  }

  @Override
  public void affine(Array x, double scale, double shift, Array out) {
    elements.affine(memory(x), size(x), scale, shift, memory(out));
  }

  @Override
  public void combine(BinaryFunction function, Array a, Array b, Array out) {
    ByteBuffer x = memory(a);
    ByteBuffer y = memory(b);
    ByteBuffer z = memory(out);
    if (b.size() == a.size()) {
      elements.combineRow(function, x, y, 1, size(a), z);
    } else if (b.size() == 1) {
      elements.combineColumn(function, x, y, 1, size(a), z);
    } else if (b.rows() == 1) {
      elements.combineRow(function, x, y, a.rows(), a.columns(), z);
    } else {
      elements.combineColumn(function, x, y, a.rows(), a.columns(), z);
    }
  }

  @Override
  public void broadcast(Array x, Array out) {
    if (x.columns() == out.columns()) {
      ByteBuffer row = memory(x);
      ByteBuffer to = memory(out);
      for (int at = 0; at < to.capacity(); at += row.capacity()) {
        to.put(at, row, 0, row.capacity());
      }
    } else if (x.rows() == out.rows()) {
      elements.repeat(memory(x), out.rows(), out.columns(), memory(out));
    } else {
      elements.repeat(memory(x), 1, size(out), memory(out));
    }
  }

  @Override
  public void softplus(Array x, double shift, Array y, Array slope) {
    sums.softplus(memory(x), size(x), shift, memory(y), memory(slope));
  }

  @Override
  public void multiply(Array a, Layout layoutA, Array b, Layout layoutB, double beta, Array out) {
    boolean plainA = layoutA == Layout.AS_IS;
    int inner = plainA ? a.columns() : a.rows();
    if (out.size() == 0) {
      return;
    }
    if (inner == 0) {
      if (beta == 0) {
        fill(out, 0); // what was there may be no number
      } else {
        affine(out, beta, 0, out);
      }
      return;
    }
    int transA = plainA ? openblas.CblasNoTrans : openblas.CblasTrans;
    int transB = layoutB == Layout.AS_IS ? openblas.CblasNoTrans : openblas.CblasTrans;
    if (single) {
      openblas.cblas_sgemm(
          openblas.CblasRowMajor,
          transA,
          transB,
          out.rows(),
          out.columns(),
          inner,
          1,
          (FloatPointer) own(a).pointer(),
          a.columns(),
          (FloatPointer) own(b).pointer(),
          b.columns(),
          (float) beta,
          (FloatPointer) own(out).pointer(),
          out.columns());
    } else {
      openblas.cblas_dgemm(
          openblas.CblasRowMajor,
          transA,
          transB,
          out.rows(),
          out.columns(),
          inner,
          1,
          (DoublePointer) own(a).pointer(),
          a.columns(),
          (DoublePointer) own(b).pointer(),
          b.columns(),
          beta,
          (DoublePointer) own(out).pointer(),
          out.columns());
    }
  }

  @Override
  public void sumRows(Array x, Array out) {
    int[] order = new int[x.rows()];
    for (int r = 0; r < order.length; r++) {
      order[r] = r;
    }
    sums.segmentSum(memory(x), order, new int[] {0, order.length}, x.columns(), memory(out));
  }

  @Override
  public void sumColumns(Array x, Array out) {
    elements.sumColumns(memory(x), x.rows(), x.columns(), memory(out));
  }

  @Override
  public void gather(Array x, RowIndex index, Array out) {
    int width = x.columns() * own(x).block().width();
    ByteBuffer from = memory(x);
    ByteBuffer to = memory(out);
    int[] rows = index.rows();
    for (int e = 0; e < rows.length; e++) {
      to.put(e * width, from, rows[e] * width, width);
    }
  }

  @Override
  public void segmentSum(Array x, RowIndex index, Array out) {
    sums.segmentSum(memory(x), index.order(), index.offsets(), x.columns(), memory(out));
  }

  @Override
  public void pairSum(Array x, Array w, PairIndex pairs, Parity parity, Array out) {
    sums.pairSum(
        memory(x),
        memory(w),
        pairs.offsets(),
        pairs.others(),
        pairs.pairs(),
        parity.sign(),
        x.columns(),
        memory(out));
  }

  @Override
  public void pairProduct(Array a, Array b, PairIndex pairs, Parity parity, Array out) {
    sums.pairProduct(
        memory(a),
        memory(b),
        pairs.first().rows(),
        pairs.second().rows(),
        parity.sign(),
        a.columns(),
        memory(out));
  }

  @Override
  public void copyColumns(Array x, int from, Array out, int to, int count) {
    int width = own(x).block().width();
    ByteBuffer source = memory(x);
    ByteBuffer target = memory(out);
    for (int r = 0; r < x.rows(); r++) {
      int row = r * x.columns() + from;
      target.put((r * out.columns() + to) * width, source, row * width, count * width);
    }
  }

  private static ByteBuffer memory(Array array) {
    return own(array).buffer();
  }

  private static int size(Array array) {
    return Math.toIntExact(array.size());
  }
}
