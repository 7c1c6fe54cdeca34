package org.quarry.potential.kim;

import com.sun.jna.Pointer;
import java.util.Optional;

/**
 * Neighbor lists in native memory, which a model asks for one by one. They are looked up by {@link
 * LookupCode} where that runs, by a Java method otherwise.
 */
final class NeighborTable {
  private static final int ENTRY = 16; // bytes: the length of a list and its address

  private final NativeArray head = new NativeArray();
  private final NativeArray entries = new NativeArray();
  private final NativeArray list = new NativeArray();
  private final KimApi.Neighbors callback = this::look; // natively referenced: must stay reachable
  private final Optional<Pointer> code;
  private int lists;
  private int rows;
  private long[] entry = new long[0];

  /** How a model looks up neighbors: as fast as this machine can, or by a Java method. */
  enum Lookup {
    FASTEST,
    JAVA
  }

  NeighborTable(Lookup lookup) {
    code = lookup == Lookup.FASTEST ? LookupCode.function() : Optional.empty();
  }

  /** Lets a model look up neighbors here; returns KIM's error code. */
  int attach(Pointer arguments) {
    int name = KimApi.constant("COMPUTE_CALLBACK_NAME_GetNeighborList");
    int language = KimApi.constant("LANGUAGE_NAME_c");
    return code.isPresent()
        ? KimApi.KIM_ComputeArguments_SetCallbackPointer(
            arguments, name, language, code.get(), head.pointer())
        : KimApi.KIM_ComputeArguments_SetCallbackPointer(
            arguments, name, language, callback, head.pointer());
  }

  /**
   * Fills the table.
   *
   * @param offsets the neighbors of particle i in list l are those from {@code offsets[l·rows + i]}
   *     to the next offset
   */
  void fill(int listCount, int rowCount, int[] offsets, int[] neighbors) {
    lists = listCount;
    rows = rowCount;
    int count = lists * rows;
    list.reserve((long) Integer.BYTES * offsets[count]);
    list.pointer().write(0, neighbors, 0, offsets[count]);
    if (entry.length < 2 * count) {
      entry = new long[4 * count];
    }
    for (int row = 0; row < count; row++) {
      entry[2 * row] = (long) offsets[row + 1] - offsets[row];
      entry[2 * row + 1] = list.address() + (long) Integer.BYTES * offsets[row];
    }
    entries.reserve((long) ENTRY * count);
    entries.pointer().write(0, entry, 0, 2 * count);
    head.pointer().setInt(0, lists);
    head.pointer().setInt(4, rows);
    head.pointer().setLong(8, entries.address());
  }

  /** What the machine code does, in Java. */
  private int look(
      long data, int count, long cutoffs, int which, int particle, long length, long to) {
    if (which < 0 || which >= lists || particle < 0 || particle >= rows) {
      return 1;
    }
    int at = 2 * (which * rows + particle);
    new Pointer(length).setInt(0, (int) entry[at]);
    new Pointer(to).setLong(0, entry[at + 1]);
    return 0;
  }
}
