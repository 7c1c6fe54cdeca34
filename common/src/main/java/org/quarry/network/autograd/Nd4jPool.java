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
  private final Map<Long, ArrayDeque<INDArray>> free = new HashMap<>();

  Nd4jPool(DataType type) {
    this.type = type;
  }

  Nd4jArray take(int rows, int columns) {
    long size = sizeClass(Math.max(1, (long) rows * columns));
    INDArray storage = free.computeIfAbsent(size, s -> new ArrayDeque<>()).pollFirst();
    if (storage == null) {
      storage = Nd4j.createUninitialized(type, size);
    }
    return view(storage, storage, 0, rows, columns);
  }

  /** The vector used last comes first: it may still be in the cache. */
  void giveBack(Nd4jArray array) {
    free.get(array.storage().length()).addFirst(array.storage());
  }

  static Nd4jArray view(INDArray of, INDArray storage, long offset, int rows, int columns) {
    INDArray view =
        Nd4j.create(of.data(), new long[] {rows, columns}, new long[] {columns, 1}, offset, 'c');
    return new Nd4jArray(view, storage, rows, columns);
  }

  static long sizeClass(long size) {
    int drop = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(size - 1) - 1 - STEPS);
    return (((size - 1) >> drop) + 1) << drop;
  }
}
