package org.quarry.network.autograd;

import java.util.ArrayDeque;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Memory that was used before: the first touch of fresh memory costs ten times an operation on it.
 * Blocks come in sizes an eighth apart, so that batches of slightly different size share them.
 */
final class Nd4jPool {
  private static final int STEPS = 3; // bits of a size kept: 2³ sizes for each factor of two

  private final DataType type;

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of queues
  private final ArrayDeque<Nd4jArray>[] free = new ArrayDeque[Long.SIZE << (STEPS + 1)];

  Nd4jPool(DataType type) {
    this.type = type;
  }

  Nd4jArray take(int rows, int columns) {
    long size = Math.max(1, (long) rows * columns);
    ArrayDeque<Nd4jArray> same = free[place(size)];
    Nd4jArray used = same == null ? null : same.pollFirst();
    if (used == null) {
      Nd4jBlock block = new Nd4jBlock(Nd4j.createUninitialized(type, sizeClass(size)));
      return new Nd4jArray(block, 0, rows, columns);
    }
    return used.rows() == rows && used.columns() == columns
        ? used
        : new Nd4jArray(used.block(), 0, rows, columns);
  }

  /** The memory used last comes first: it may still be in the cache. */
  void giveBack(Nd4jArray array) {
    int place = place(array.block().whole().length());
    if (free[place] == null) {
      free[place] = new ArrayDeque<>();
    }
    free[place].addFirst(array);
  }

  /** The size a block has that is to hold so many numbers. */
  static long sizeClass(long size) {
    int drop = dropped(size);
    return (((size - 1) >> drop) + 1) << drop;
  }

  /** A number for each size of blocks. */
  private static int place(long size) {
    int drop = dropped(size);
    return (drop << (STEPS + 1)) + (int) ((size - 1) >> drop);
  }

  /** How many bits of a size are rounded up. */
  private static int dropped(long size) {
    return Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(size - 1) - 1 - STEPS);
  }
}
