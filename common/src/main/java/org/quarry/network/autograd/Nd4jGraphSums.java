package org.quarry.network.autograd;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.same.Sum;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * What ND4J has no operation for: sums along graphs, and the softplus together with its slope. A
 * sum over entries is one over rows that are repeated next to each other, padded with a row of
 * zeros to the longest sum.
 */
final class Nd4jGraphSums {
  private Nd4jGraphSums() {}

  /** {@link ArrayEngine#segmentSum}, the entries of target t being order[offsets[t]] and on. */
  static void segmentSum(Nd4jArray x, int[] order, int[] offsets, Nd4jArray out) {
    if (out.size() > 0) {
      sum(x.size() == 0 ? null : x.array(), order, offsets, out);
    }
  }

  private static void sum(INDArray x, int[] order, int[] offsets, Nd4jArray out) {
    int targets = offsets.length - 1;
    int longest = 0;
    for (int t = 0; t < targets; t++) {
      longest = Math.max(longest, offsets[t + 1] - offsets[t]);
    }
    if (longest == 0) {
      out.array().assign(0);
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
    Nd4j.exec(new Sum(terms, out.array(), false, 1));
  }

  /** {@link ArrayEngine#pairSum}. */
  static void pairSum(Nd4jArray x, Nd4jArray w, PairIndex pairs, Parity parity, Nd4jArray out) {
    int[] entries = pairs.pairs();
    int[] filters = new int[entries.length];
    int[] order = new int[entries.length];
    double[] signs = new double[entries.length];
    for (int k = 0; k < entries.length; k++) {
      filters[k] = entries[k] < 0 ? ~entries[k] : entries[k];
      signs[k] = entries[k] < 0 ? parity.sign() : 1;
      order[k] = k;
    }
    INDArray terms = gather(x.array(), pairs.others()).muli(gather(w.array(), filters));
    if (parity == Parity.ODD) {
      terms.muliColumnVector(
          Nd4j.createFromArray(signs).castTo(terms.dataType()).reshape(signs.length, 1));
    }
    sum(terms, order, pairs.offsets(), out);
  }

  /** {@link ArrayEngine#pairProduct}. */
  static void pairProduct(Nd4jArray a, Nd4jArray b, PairIndex pairs, Parity parity, Nd4jArray out) {
    int[] first = pairs.first().rows();
    int[] second = pairs.second().rows();
    INDArray there = gather(a.array(), first).muli(gather(b.array(), second));
    INDArray back = gather(a.array(), second).muli(gather(b.array(), first));
    out.array().assign(parity == Parity.ODD ? there.subi(back) : there.addi(back));
  }

  /** {@link ArrayEngine#softplus}. */
  static void softplus(Nd4jArray x, double shift, Nd4jArray y, Nd4jArray slope) {
    if (x.size() > 0) {
      INDArray values = x.array();
      Nd4j.exec(new Sigmoid(values, slope.array()));
      INDArray small = Transforms.exp(Transforms.abs(values, true).negi(), false);
      INDArray log = Transforms.log(small.addi(1), false);
      y.array().assign(Transforms.max(values, 0, true).addi(log).addi(shift));
    }
  }

  private static INDArray gather(INDArray x, int[] rows) {
    INDArray out = Nd4j.createUninitialized(x.dataType(), rows.length, x.size(1));
    return Nd4j.pullRows(x, out, 1, rows);
  }
}
