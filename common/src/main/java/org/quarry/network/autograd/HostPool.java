package org.quarry.network.autograd;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Arrays that were used before: fresh ones cost their clearing, a collection now and then, and
 * caches that do not know them. They come in sizes an eighth apart, so that batches of slightly
 * different size share them.
 */
final class HostPool<S> {
  private static final int STEPS = 3; // bits of a size kept: 2³ sizes for each factor of two

  private final IntFunction<S> create;
  private final Map<Integer, ArrayDeque<HostArray<S>>> free = new HashMap<>();

  HostPool(IntFunction<S> create) {
    this.create = create;
  }

  HostArray<S> take(int rows, int columns) {
    int size = sizeClass(Math.max(1, Math.multiplyExact(rows, columns)));
    HostArray<S> used = free.computeIfAbsent(size, s -> new ArrayDeque<>()).pollFirst();
    if (used == null) {
      return new HostArray<>(create.apply(size), 0, rows, columns);
    }
    return used.rows() == rows && used.columns() == columns
        ? used
        : new HostArray<>(used.data(), 0, rows, columns);
  }

  /** The memory used last comes first: it may still be in the cache. */
  void giveBack(HostArray<S> array) {
    free.get(sizeClass(Math.max(1, array.length()))).addFirst(array);
  }

  static int sizeClass(int size) {
    int drop = Math.max(0, Integer.SIZE - Integer.numberOfLeadingZeros(size - 1) - 1 - STEPS);
    return Math.addExact((size - 1) >> drop, 1) << drop;
  }
}
