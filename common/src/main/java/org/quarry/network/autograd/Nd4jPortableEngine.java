package org.quarry.network.autograd;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastAddOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastDivOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastSubOp;
import org.nd4j.linalg.api.ops.impl.reduce.same.Sum;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Arithmetic by ND4J's own operations alone, for backends whose arrays do not lie in the host's
 * memory.
 *
 * <p>A sum over entries is one over rows that are repeated next to each other, padded with a row of
 * zeros to the longest sum.
 */
final class Nd4jPortableEngine extends Nd4jEngine {
  Nd4jPortableEngine(Precision precision) {
    super(precision);
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
  public void multiply(Array a, Layout layoutA, Array b, Layout layoutB, double beta, Array out) {
    if (a.size() == 0 || b.size() == 0) {
      scale(out, beta);
      return;
    }
    Nd4j.gemm(
        nd(a), nd(b), nd(out), layoutA == Layout.TRANSPOSED, layoutB == Layout.TRANSPOSED, 1, beta);
  }

  private void scale(Array out, double factor) {
    if (factor == 0) {
      fill(out, 0); // what was there may be no number
    } else {
      affine(out, factor, 0, out);
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
  public void copyColumns(Array x, int from, Array out, int to, int count) {
    if (out.size() == 0 || count == 0) {
      return;
    }
    nd(out)
        .get(NDArrayIndex.all(), NDArrayIndex.interval(to, to + count))
        .assign(nd(x).get(NDArrayIndex.all(), NDArrayIndex.interval(from, from + count)));
  }

  @Override
  public void sumRows(Array x, Array out) {
    if (x.rows() == 0) {
      fill(out, 0);
    } else if (out.size() > 0) {
      Nd4j.exec(new Sum(nd(x), nd(out), true, 0));
    }
  }

  @Override
  public void segmentSum(Array x, RowIndex index, Array out) {
    if (out.size() > 0) {
      sum(x.size() == 0 ? null : nd(x), index.order(), index.offsets(), out);
    }
  }

  private static void sum(INDArray x, int[] order, int[] offsets, Array out) {
    int targets = offsets.length - 1;
    int longest = 0;
    for (int t = 0; t < targets; t++) {
      longest = Math.max(longest, offsets[t + 1] - offsets[t]);
    }
    if (longest == 0) {
      nd(out).assign(0);
      return;
    }
    long rows = x.size(0);
    INDArray padded = Nd4j.create(x.dataType(), rows + 1, x.size(1));
    padded.get(NDArrayIndex.interval(0, rows), NDArrayIndex.all()).assign(x);
    int[] index = new int[targets * longest];
    Arrays.fill(index, Math.toIntExact(rows));
    for (int t = 0; t < targets; t++) {
      System.arraycopy(order, offsets[t], index, t * longest, offsets[t + 1] - offsets[t]);
    }
    INDArray terms = gather(padded, index).reshape('c', targets, longest, x.size(1));
    Nd4j.exec(new Sum(terms, nd(out), false, 1));
  }

  @Override
  public void pairSum(Array x, Array w, PairIndex pairs, Parity parity, Array out) {
    if (pairs.size() == 0) {
      nd(out).assign(0);
      return;
    }
    int[] entries = pairs.pairs();
    int[] filters = new int[entries.length];
    int[] order = new int[entries.length];
    double[] signs = new double[entries.length];
    for (int k = 0; k < entries.length; k++) {
      filters[k] = entries[k] < 0 ? ~entries[k] : entries[k];
      signs[k] = entries[k] < 0 ? parity.sign() : 1;
      order[k] = k;
    }
    INDArray terms = gather(nd(x), pairs.others()).muli(gather(nd(w), filters));
    if (parity == Parity.ODD) {
      terms.muliColumnVector(
          Nd4j.createFromArray(signs).castTo(terms.dataType()).reshape(signs.length, 1));
    }
    sum(terms, order, pairs.offsets(), out);
  }

  @Override
  public void pairProduct(Array a, Array b, PairIndex pairs, Parity parity, Array out) {
    if (pairs.size() == 0) {
      return;
    }
    int[] first = pairs.first().rows();
    int[] second = pairs.second().rows();
    INDArray there = gather(nd(a), first).muli(gather(nd(b), second));
    INDArray back = gather(nd(a), second).muli(gather(nd(b), first));
    nd(out).assign(parity == Parity.ODD ? there.subi(back) : there.addi(back));
  }

  @Override
  public void softplus(Array x, double shift, Array y, Array slope) {
    if (x.size() > 0) {
      INDArray values = nd(x);
      Nd4j.exec(new Sigmoid(values, nd(slope)));
      INDArray small = Transforms.exp(Transforms.abs(values, true).negi(), false);
      INDArray log = Transforms.log(small.addi(1), false);
      nd(y).assign(Transforms.max(values, 0, true).addi(log).addi(shift));
    }
  }

  private static INDArray gather(INDArray x, int[] rows) {
    INDArray out = Nd4j.createUninitialized(x.dataType(), rows.length, x.size(1));
    return Nd4j.pullRows(x, out, 1, rows);
  }
}
