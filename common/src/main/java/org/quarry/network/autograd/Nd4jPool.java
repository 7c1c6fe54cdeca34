package org.quarry.network.autograd;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Memory that was used before: the first touch of fresh memory costs ten times an operation on it.
 * Vectors come in sizes an eighth apart, so that batches of slightly different size share them.
 */
final class Nd4jPool {
  private static final int STEPS = 3; // bits of a size kept: 2³ sizes for each factor of two

  private final DataType type;
  private final Map<Long, ArrayDeque<Nd4jArray>> free = new HashMap<>();

  Nd4jPool(DataType type) {
    this.type = type;
  }

  Nd4jArray take(int rows, int columns) {
    long size = sizeClass(Math.max(1, (long) rows * columns));
    Nd4jArray used = free.computeIfAbsent(size, s -> new ArrayDeque<>()).pollFirst();
    if (used == null) {
      INDArray storage = Nd4j.createUninitialized(type, size);
      return view(storage, storage, 0, rows, columns);
    }
    return used.rows() == rows && used.columns() == columns
        ? used // making a view costs as much as a small operation
        : view(used.storage(), used.storage(), 0, rows, columns);
  }

  /** The memory used last comes first: it may still be in the cache. */
  void giveBack(Nd4jArray array) {
    free.get(array.storage().length()).addFirst(array);
  }

  /** An empty matrix is given one number, since ND4J has no views of none; nothing touches it. */
  static Nd4jArray view(INDArray of, INDArray storage, long offset, int rows, int columns) {
    boolean empty = rows == 0 || columns == 0;
    long[] shape = empty ? new long[] {1, 1} : new long[] {rows, columns};
    INDArray view =
        Nd4j.create(of.data(), shape, new long[] {shape[1], 1}, empty ? 0 : offset, 'c');
    return new Nd4jArray(view, storage, rows, columns);
  }

  static long sizeClass(long size) {
    int drop = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(size - 1) - 1 - STEPS);
    return (((size - 1) >> drop) + 1) << drop;
  }
}
