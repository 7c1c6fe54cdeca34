package org.quarry.network.autograd;

/** What ND4J has no operation for: sums along graphs, and the softplus together with its slope. */
interface GraphSums {
  /** {@link ArrayEngine#segmentSum}, the entries of target t being order[offsets[t]] and on. */
  void segmentSum(Nd4jArray x, int[] order, int[] offsets, Nd4jArray out);

  /** {@link ArrayEngine#pairSum}. */
  void pairSum(Nd4jArray x, Nd4jArray w, PairIndex pairs, Parity parity, Nd4jArray out);

  /** {@link ArrayEngine#pairProduct}. */
  void pairProduct(Nd4jArray a, Nd4jArray b, PairIndex pairs, Parity parity, Nd4jArray out);

  /** {@link ArrayEngine#softplus}. */
  void softplus(Nd4jArray x, double shift, Nd4jArray y, Nd4jArray slope);
}
