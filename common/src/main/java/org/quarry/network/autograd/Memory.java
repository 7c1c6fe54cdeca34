package org.quarry.network.autograd;

/** An array of an engine and the number of nodes that look into it: freed with the last one. */
final class Memory {
  private final ArrayEngine engine;
  private final Array array;
  private int holders = 1;

  Memory(ArrayEngine engine, Array array) {
    this.engine = engine;
    this.array = array;
  }

  Memory shared() {
    holders++;
    return this;
  }

  boolean isExclusive() {
    return holders == 1;
  }

  void release() {
    if (--holders == 0) {
      engine.free(array);
    }
  }
}
