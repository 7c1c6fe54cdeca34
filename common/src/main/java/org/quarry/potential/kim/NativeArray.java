package org.quarry.potential.kim;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/** Native memory that grows; what it held is lost then. */
final class NativeArray {
  private Memory memory = new Memory(64);

  /** Makes room; returns whether the address has changed. */
  boolean reserve(long bytes) {
    if (bytes <= memory.size()) {
      return false;
    }
    memory = new Memory(Math.max(bytes, 2 * memory.size()));
    return true;
  }

  Pointer pointer() {
    return memory;
  }

  long address() {
    return Pointer.nativeValue(memory);
  }
}
