package org.quarry.network.autograd;

import org.quarry.math.Kernels;

/** {@link GraphSums} by {@link RowKernels}, where arrays lie in the host's memory. */
final class HostGraphSums implements GraphSums {
  private final RowKernels kernels;

  HostGraphSums(Precision precision) {
    kernels =
        precision == Precision.FLOAT
            ? Kernels.of(FloatRowKernels.class, ScalarFloatRowKernels::new)
            : new DoubleRowKernels();
  }

  @Override
  public void segmentSum(Nd4jArray x, int[] order, int[] offsets, Nd4jArray out) {
    kernels.segmentSum(x.buffer(), order, offsets, x.columns(), out.buffer());
  }

  @Override
  public void pairSum(Nd4jArray x, Nd4jArray w, PairIndex pairs, Parity parity, Nd4jArray out) {
    kernels.pairSum(
        x.buffer(),
        w.buffer(),
        pairs.offsets(),
        pairs.others(),
        pairs.pairs(),
        parity.sign(),
        x.columns(),
        out.buffer());
  }

  @Override
  public void pairProduct(Nd4jArray a, Nd4jArray b, PairIndex pairs, Parity parity, Nd4jArray out) {
    kernels.pairProduct(
        a.buffer(),
        b.buffer(),
        pairs.first().rows(),
        pairs.second().rows(),
        parity.sign(),
        a.columns(),
        out.buffer());
  }

  @Override
  public void softplus(Nd4jArray x, double shift, Nd4jArray y, Nd4jArray slope) {
    kernels.softplus(x.buffer(), Math.toIntExact(x.size()), shift, y.buffer(), slope.buffer());
  }
}
