package org.quarry.network.autograd;

import java.nio.ByteBuffer;
import org.quarry.math.Kernels;

/**
 * Arithmetic in Java arrays by {@link HostKernels}: no call leaves the virtual machine, so that the
 * small matrices of a batch of molecules cost little more than their arithmetic. Float32 has vector
 * kernels, float64 plain loops. The same bits on every machine, with vectors or without.
 */
public final class HostEngine<S> implements ArrayEngine {
  private final Precision precision;
  private final HostKernels<S> kernels;
  private final HostPool<S> pool;

  private HostEngine(Precision precision, HostKernels<S> kernels) {
    this.precision = precision;
    this.kernels = kernels;
    this.pool = new HostPool<>(kernels::create);
  }

  /** An engine with memory of its own. */
  public static HostEngine<?> of(Precision precision) {
    return precision == Precision.FLOAT
        ? new HostEngine<>(precision, Kernels.of(FloatKernels.class, ScalarFloatKernels::new))
        : new HostEngine<>(precision, new DoubleKernels());
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
    HostArray<S> of = own(array);
    if (offset < 0 || offset + (long) rows * columns > of.length()) {
      throw new IllegalArgumentException(
          rows + " × " + columns + " numbers from place " + offset + " of " + of.length());
    }
    return new HostArray<>(of.data(), of.offset() + (int) offset, rows, columns);
  }

  @Override
  public void write(double[] values, Array out) {
    kernels.write(values, own(out).data(), own(out).offset());
  }

  @Override
  public double[] read(Array array) {
    HostArray<S> x = own(array);
    double[] values = new double[x.length()];
    kernels.read(x.data(), x.offset(), values);
    return values;
  }

  /** Copies numbers of the engine's precision, in native byte order, into an array. */
  public void write(ByteBuffer values, Array out) {
    kernels.write(values, own(out).data(), own(out).offset(), own(out).length());
  }

  /** Copies an array's numbers out, in native byte order. */
  public void read(Array array, ByteBuffer values) {
    kernels.read(own(array).data(), own(array).offset(), own(array).length(), values);
  }

  @Override
  public void fill(Array out, double value) {
    HostArray<S> z = own(out);
    kernels.fill(z.data(), z.offset(), z.length(), value);
  }

  @Override
  @SuppressWarnings("SuspiciousSystemArraycopy") // S is an array
  public void copy(Array x, Array out) {
    HostArray<S> z = own(out);
    System.arraycopy(own(x).data(), own(x).offset(), z.data(), z.offset(), z.length());
  }

  @Override
  public void affine(Array x, double scale, double shift, Array out) {
    HostArray<S> y = own(x);
    HostArray<S> z = own(out);
    kernels.affine(y.data(), y.offset(), z.length(), scale, shift, z.data(), z.offset());
  }

  @Override
  public void apply(UnaryFunction function, Array x, Array out) {
    HostArray<S> y = own(x);
    HostArray<S> z = own(out);
    kernels.apply(function, y.data(), y.offset(), z.length(), z.data(), z.offset());
  }

  @Override
  public void combine(BinaryFunction function, Array a, Array b, Array out) {
    HostArray<S> x = own(a);
    HostArray<S> y = own(b);
    HostArray<S> z = own(out);
    int columns = z.columns();
    if (y.length() == 1) {
      double number = kernels.get(y.data(), y.offset());
      kernels.combine(function, x.data(), x.offset(), number, z.length(), z.data(), z.offset());
    } else if (y.rows() == x.rows() && y.columns() == x.columns()) {
      kernels.combine(
          function, x.data(), x.offset(), y.data(), y.offset(), z.length(), z.data(), z.offset());
    } else {
      boolean row = y.rows() == 1;
      for (int r = 0; r < z.rows(); r++) {
        int i = x.offset() + r * columns;
        int o = z.offset() + r * columns;
        if (row) {
          kernels.combine(function, x.data(), i, y.data(), y.offset(), columns, z.data(), o);
        } else {
          double number = kernels.get(y.data(), y.offset() + r);
          kernels.combine(function, x.data(), i, number, columns, z.data(), o);
        }
      }
    }
  }

  @Override
  @SuppressWarnings("SuspiciousSystemArraycopy") // S is an array
  public void broadcast(Array x, Array out) {
    HostArray<S> y = own(x);
    HostArray<S> z = own(out);
    int columns = z.columns();
    if (y.length() == z.length()) {
      copy(x, out);
    } else if (y.length() == 1) {
      fill(out, kernels.get(y.data(), y.offset()));
    } else if (y.rows() == 1) {
      for (int r = 0; r < z.rows(); r++) {
        System.arraycopy(y.data(), y.offset(), z.data(), z.offset() + r * columns, columns);
      }
    } else {
      for (int r = 0; r < z.rows(); r++) {
        double number = kernels.get(y.data(), y.offset() + r);
        kernels.fill(z.data(), z.offset() + r * columns, columns, number);
      }
    }
  }

  @Override
  public void softplus(Array x, double shift, Array y, Array slope) {
    HostArray<S> in = own(x);
    HostArray<S> value = own(y);
    HostArray<S> by = own(slope);
    kernels.softplus(
        in.data(),
        in.offset(),
        in.length(),
        shift,
        value.data(),
        value.offset(),
        by.data(),
        by.offset());
  }

  @Override
  public void silu(Array x, Array y, Array slope) {
    HostArray<S> in = own(x);
    HostArray<S> value = own(y);
    HostArray<S> by = own(slope);
    kernels.silu(
        in.data(), in.offset(), in.length(), value.data(), value.offset(), by.data(), by.offset());
  }

  @Override
  public void multiply(Array a, Layout layoutA, Array b, Layout layoutB, double beta, Array out) {
    HostArray<S> x = own(a);
    HostArray<S> y = own(b);
    HostArray<S> z = own(out);
    boolean plain = layoutA == Layout.AS_IS;
    int k = plain ? x.columns() : x.rows();
    HostArray<S> right = layoutB == Layout.AS_IS ? y : transposed(y);
    kernels.multiply(
        x.data(),
        x.offset(),
        plain ? x.columns() : 1,
        plain ? 1 : x.columns(),
        right.data(),
        right.offset(),
        z.rows(),
        k,
        z.columns(),
        beta,
        z.data(),
        z.offset());
    if (right != y) {
      pool.giveBack(right);
    }
  }

  private HostArray<S> transposed(HostArray<S> x) {
    int rows = x.rows();
    int columns = x.columns();
    HostArray<S> out = pool.take(columns, rows);
    kernels.transpose(x.data(), x.offset(), rows, columns, out.data(), out.offset());
    return out;
  }

  @Override
  public void sumRows(Array x, Array out) {
    HostArray<S> y = own(x);
    HostArray<S> z = own(out);
    kernels.sumRows(y.data(), y.offset(), y.rows(), y.columns(), z.data(), z.offset());
  }

  @Override
  public void sumColumns(Array x, Array out) {
    HostArray<S> y = own(x);
    HostArray<S> z = own(out);
    kernels.sumColumns(y.data(), y.offset(), y.rows(), y.columns(), z.data(), z.offset());
  }

  @Override
  @SuppressWarnings("SuspiciousSystemArraycopy") // S is an array
  public void gather(Array x, RowIndex index, Array out) {
    HostArray<S> y = own(x);
    HostArray<S> z = own(out);
    int columns = z.columns();
    int[] rows = index.rows();
    for (int e = 0; e < rows.length; e++) {
      System.arraycopy(
          y.data(), y.offset() + rows[e] * columns, z.data(), z.offset() + e * columns, columns);
    }
  }

  @Override
  public void segmentSum(Array x, RowIndex index, Array out) {
    HostArray<S> y = own(x);
    HostArray<S> z = own(out);
    kernels.segmentSum(
        y.data(), y.offset(), index.order(), index.offsets(), z.columns(), z.data(), z.offset());
  }

  @Override
  public void pairSum(Array x, Array w, PairIndex pairs, Parity parity, Array out) {
    HostArray<S> y = own(x);
    HostArray<S> filter = own(w);
    HostArray<S> z = own(out);
    int atoms = pairs.atoms();
    for (int k = 0; k < blocks(y, filter, z, atoms, pairs.size(), atoms); k++) {
      kernels.pairSum(
          y.data(),
          place(y, k, atoms),
          filter.data(),
          place(filter, k, pairs.size()),
          pairs.offsets(),
          pairs.others(),
          pairs.pairs(),
          parity.sign(),
          z.columns(),
          k > 0 && z.rows() == atoms,
          z.data(),
          place(z, k, atoms));
    }
  }

  @Override
  public void pairProduct(Array a, Array b, PairIndex pairs, Parity parity, Array out) {
    HostArray<S> x = own(a);
    HostArray<S> y = own(b);
    HostArray<S> z = own(out);
    int atoms = pairs.atoms();
    for (int k = 0; k < blocks(x, y, z, atoms, atoms, pairs.size()); k++) {
      kernels.pairProduct(
          x.data(),
          place(x, k, atoms),
          y.data(),
          place(y, k, atoms),
          pairs.first().rows(),
          pairs.second().rows(),
          parity.sign(),
          z.columns(),
          k > 0 && z.rows() == pairs.size(),
          z.data(),
          place(z, k, pairs.size()));
    }
  }

  /** Blocks of rows in the one of three matrices that has most, with so many rows a block. */
  private int blocks(
      HostArray<S> a, HostArray<S> b, HostArray<S> c, int rowsA, int rowsB, int rowsC) {
    return Math.max(blocks(a, rowsA), Math.max(blocks(b, rowsB), blocks(c, rowsC)));
  }

  private int blocks(HostArray<S> x, int rows) {
    return rows == 0 ? 1 : x.rows() / rows;
  }

  /** Where block k begins, or the only one. */
  private int place(HostArray<S> x, int k, int rows) {
    return x.offset() + (x.rows() == rows ? 0 : k * rows * x.columns());
  }

  @Override
  public void outer(Array x, Array w, Array out) {
    HostArray<S> y = own(x);
    HostArray<S> by = own(w);
    HostArray<S> z = own(out);
    kernels.outer(
        y.data(),
        y.offset(),
        by.data(),
        by.offset(),
        y.rows(),
        y.columns(),
        by.columns(),
        z.data(),
        z.offset());
  }

  @Override
  public void outerSum(Array y, Array w, Array out) {
    HostArray<S> x = own(y);
    HostArray<S> by = own(w);
    HostArray<S> z = own(out);
    kernels.outerSum(
        x.data(),
        x.offset(),
        by.data(),
        by.offset(),
        z.rows(),
        z.columns(),
        by.columns(),
        z.data(),
        z.offset());
  }

  @Override
  public void outerDot(Array y, Array x, Array out) {
    HostArray<S> a = own(y);
    HostArray<S> b = own(x);
    HostArray<S> z = own(out);
    kernels.outerDot(
        a.data(),
        a.offset(),
        b.data(),
        b.offset(),
        b.rows(),
        b.columns(),
        z.columns(),
        z.data(),
        z.offset());
  }

  @Override
  @SuppressWarnings("SuspiciousSystemArraycopy") // S is an array
  public void copyColumns(Array x, int from, Array out, int to, int count) {
    HostArray<S> y = own(x);
    HostArray<S> z = own(out);
    for (int r = 0; r < z.rows(); r++) {
      System.arraycopy(
          y.data(),
          y.offset() + r * y.columns() + from,
          z.data(),
          z.offset() + r * z.columns() + to,
          count);
    }
  }

  /** Arrays come from this engine: all of them hold S. */
  @SuppressWarnings("unchecked")
  private HostArray<S> own(Array array) {
    return (HostArray<S>) array;
  }
}
