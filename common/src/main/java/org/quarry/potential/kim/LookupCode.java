package org.quarry.potential.kim;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The function by which models look up neighbors in a {@link NeighborTable}, as machine code for
 * Linux on x86-64. It is the compiled form (gcc -O2) of
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
 *
 * <p>Why not Java alone: a model asks for every atom, up to three times, and each time native code
 * calls into Java costs a fair share of what a cheap model needs for the atom. Microseconds of
 * processor time per atom, cells of 64 silicon atoms one after another, of a driver in C with a
 * cell list of its own and of both our processes, by way of looking up:
 *
 * <pre>
 *                 in C   machine code   upcall of JEP 412   JNA's direct callback
 * EDIP            0.67   0.84           0.99                1.08
 * SW ZhangXieHu   0.97   1.07           1.28                1.31
 * SW 1985         2.13   2.29           2.53                2.53
 * Tersoff T2      2.08   1.58           1.78                1.89
 * Tersoff T3      1.82   1.62           1.87                1.93
 * MEAM Lenosky    5.64   5.90           6.40                6.40
 * </pre>
 *
 * The aim is at most 30 percent over the driver in C. A callback that is not direct, as JNA makes
 * from a function pointer, adds one microsecond a request. An upcall of Java 17's
 * jdk.incubator.foreign takes its slow path, since the seventh argument comes on the stack; and no
 * library exports a function of this kind. So there are two ways: this one where it runs, and JNA's
 * direct callback everywhere else, with which a test compares it bit for bit. Where upcalls are
 * fast (the final interface of Java 22) this class is not needed any more.
 */
final class LookupCode {
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

  private static final int PAGE = 4096;
  private static final int PROT_READ = 1;
  private static final int PROT_WRITE = 2;
  private static final int PROT_EXEC = 4;
  private static final int MAP_PRIVATE_ANONYMOUS = 0x22;

  private static final Optional<Pointer> FUNCTION =
      Platform.isLinux() && Platform.isIntel() && Platform.is64Bit() ? load() : Optional.empty();

  private LookupCode() {}

  /** The function; empty on other machines and where the system lets no process make code. */
  static Optional<Pointer> function() {
    return FUNCTION;
  }

  /** The instructions in a page of their own, which from then on nobody can write to. */
  private static Optional<Pointer> load() {
    NativeLibrary libc = NativeLibrary.getInstance("c");
    Function mmap = libc.getFunction("mmap");
    Pointer page =
        mmap.invokePointer(
            new Object[] {
              null, (long) PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0L
            });
    if (Pointer.nativeValue(page) == -1) {
      return Optional.empty();
    }
    page.write(0, X86_64, 0, X86_64.length);
    int failed =
        libc.getFunction("mprotect")
            .invokeInt(new Object[] {page, (long) PAGE, PROT_READ | PROT_EXEC});
    return failed == 0 ? Optional.of(page) : Optional.empty();
  }
}
