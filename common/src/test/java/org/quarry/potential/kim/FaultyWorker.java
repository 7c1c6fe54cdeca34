package org.quarry.potential.kim;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.potential.NoAnswerException;

/**
 * A worker with one model that misbehaves as the first atom of a configuration tells it to. The
 * energy of an innocent configuration is the x coordinate of that atom.
 */
final class FaultyWorker {
  static final int ABORT = 18;
  static final int HANG = 36;
  static final int NAN = 54;
  static final int REFUSE = 86;
  static final int KILL_ONCE = 88;
  static final int PRINT = 2;
  static final int INNOCENT = 1;

  /** Opening this model ends the process; all other names are folders for notes. */
  static final String DEADLY = "deadly";

  private FaultyWorker() {}

  /** The functions of the C library that end a process for real. */
  interface Libc extends Library {
    void abort();

    int kill(int process, int signal);

    int getpid();
  }

  /** Serves until standard input ends. */
  public static void main(String[] args) throws IOException {
    KimWorker.serve(System.in, Models::new);
  }

  private static final class Models implements ModelLibrary {
    @Override
    public List<Description> installed() {
      return List.of(Specification.unknown(DEADLY), Specification.unknown("."));
    }

    @Override
    public ModelInstance open(String name, Map<Element, String> species) {
      if (name.equals(DEADLY)) {
        Native.load("c", Libc.class).abort();
      }
      return new Model(Path.of(name));
    }
  }

  private record Model(Path folder) implements ModelInstance {
    @Override
    public Description description() {
      return new Description(
          folder.toString(), List.of("H", "He", "Ar", "Kr", "Xe", "Rn", "Ra"), 2, 2, "faulty", "");
    }

    @Override
    public void compute(Configuration configuration, Answer answer) {
      answer.clear(configuration.size());
      answer.energy = configuration.position(0, 0);
      try {
        misbehave(configuration.atomicNumber(0), answer);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void misbehave(int how, Answer answer) throws IOException, InterruptedException {
      Libc libc = Native.load("c", Libc.class);
      switch (how) {
        case ABORT -> libc.abort();
        case HANG -> new CountDownLatch(1).await();
        case NAN -> answer.energy = Double.NaN;
        case REFUSE -> throw new NoAnswerException("refused");
        case PRINT ->
            new FileOutputStream(FileDescriptor.out)
                .write("a model's chatter".getBytes(StandardCharsets.UTF_8));
        case KILL_ONCE -> {
          Path note = folder.resolve("killed");
          if (!Files.exists(note)) {
            Files.createFile(note);
            libc.kill(libc.getpid(), 9);
          }
        }
        default -> {}
      }
    }

    @Override
    public void close() {}
  }
}
