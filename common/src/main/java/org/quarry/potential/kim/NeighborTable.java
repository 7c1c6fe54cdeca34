package org.quarry.potential.kim;

import com.sun.jna.CallbackReference;
import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.util.HexFormat;

/**
 * Neighbour lists in native memory and the function that a model calls to look one up.
 *
 * <p>A model asks once or twice for every atom. A call from native code into Java costs about as
 * much as a cheap model spends on the atom, so where we know the machine's calling convention
 * (x86-64 Linux) the function is the few instructions below; elsewhere it is a Java method. It is
 * the compiled form (gcc -O2) of
 *
 * <pre>
 * typedef struct { long count; const int *list; } entry;
 * typedef struct { unsigned lists, rows; const entry *entries; } table;
 * int neighbors(const table *t, int n, const double *cutoffs, unsigned list, unsigned particle,
 *               int *count, const int **to) {
 *   if (list >= t->lists || particle >= t->rows) return 1;
 *   const entry *e = t->entries + ((unsigned long) list * t->rows + particle);
 *   *count = (int) e->count; *to = e->list; return 0; }
 * </pre>
 */
final class NeighborTable {
  private static final byte[] X86_64 =
      HexFormat.of()
          .parseHex(
              "be01000000" // mov  $1,%esi
                  + "3b0f" // cmp  (%rdi),%ecx  list >= lists
                  + "7330" // jae  end
                  + "8b5704" // mov  4(%rdi),%edx
                  + "4139d0" // cmp  %edx,%r8d  particle >= rows
                  + "7328" // jae  end
                  + "89c9" // mov  %ecx,%ecx
                  + "4589c0" // mov  %r8d,%r8d
                  + "31f6" // xor  %esi,%esi
                  + "480fafca" // imul  %rdx,%rcx
                  + "4c01c1" // add  %r8,%rcx
                  + "48c1e104" // shl  $4,%rcx
                  + "48034f08" // add  8(%rdi),%rcx  &entries[list * rows + particle]
                  + "488b01" // mov  (%rcx),%rax
                  + "488b5108" // mov  8(%rcx),%rdx
                  + "418901" // mov  %eax,(%r9)  *count
                  + "488b442408" // mov  8(%rsp),%rax
                  + "488910" // mov  %rdx,(%rax)  *to
                  + "89f0" // end: mov %esi,%eax
                  + "c3" // ret
              );

  private static final int ENTRY = 16; // bytes
  private static final int PAGE = 4096;
  private static final int PROT_READ = 1;
  private static final int PROT_WRITE = 2;
  private static final int PROT_EXEC = 4;
  private static final int MAP_PRIVATE_ANONYMOUS = 0x22;

  private final NativeArray head = new NativeArray();
  private final NativeArray entries = new NativeArray();
  private final NativeArray list = new NativeArray();
  private final KimApi.Neighbors callback = this::look; // natively referenced: must stay reachable
  private final Pointer function;
  private int lists;
  private int rows;
  private long[] entry = new long[0];

  /** How a model looks up neighbours: by the instructions above, or by a Java method. */
  enum Lookup {
    NATIVE,
    JAVA;

    static Lookup fastest() {
      return Platform.isLinux() && Platform.isIntel() && Platform.is64Bit() ? NATIVE : JAVA;
    }
  }

  NeighborTable(Lookup lookup) {
    Pointer instructions = lookup == Lookup.NATIVE ? executable() : null;
    function = instructions == null ? CallbackReference.getFunctionPointer(callback) : instructions;
  }

  /** The function that KIM is given. */
  Pointer function() {
    return function;
  }

  /** What KIM hands to the function. */
  Pointer data() {
    return head.pointer();
  }

  /**
   * Fills the table.
   *
   * @param offsets the neighbours of particle i in list l are those from {@code offsets[l·rows +
   *     i]} to the next offset
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

  private int look(
      Pointer data,
      int count,
      Pointer cutoffs,
      int which,
      int particle,
      Pointer length,
      Pointer to) {
    if (which < 0 || which >= lists || particle < 0 || particle >= rows) {
      return 1;
    }
    int at = 2 * (which * rows + particle);
    length.setInt(0, (int) entry[at]);
    to.setLong(0, entry[at + 1]);
    return 0;
  }

  /** The instructions in memory of their own; null where the system lets no process make such. */
  private static Pointer executable() {
    NativeLibrary libc = NativeLibrary.getInstance("c");
    Function mmap = libc.getFunction("mmap");
    Pointer page =
        mmap.invokePointer(
            new Object[] {
              null, (long) PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0L
            });
    if (Pointer.nativeValue(page) == -1) {
      return null;
    }
    page.write(0, X86_64, 0, X86_64.length);
    int failed =
        libc.getFunction("mprotect")
            .invokeInt(new Object[] {page, (long) PAGE, PROT_READ | PROT_EXEC});
    return failed == 0 ? page : null;
  }
}
