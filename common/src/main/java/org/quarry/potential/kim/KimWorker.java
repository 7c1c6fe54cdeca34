package org.quarry.potential.kim;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The process that runs OpenKIM's models. Requests come in on standard input, answers go out on
 * what was standard output when it started; what a model prints goes to standard error, so that it
 * can never be taken for an answer.
 */
public final class KimWorker {
  private static final int STDOUT = 1;
  private static final int STDERR = 2;

  private KimWorker() {}

  /** The few functions of the C library. */
  interface Libc extends Library {
    int dup(int descriptor);

    int dup2(int from, int to);
  }

  /** Serves until standard input ends. */
  public static void main(String[] args) throws IOException {
    serve(System.in, KimLibrary::new);
  }

  /** Makes the library of models, which may be missing. */
  interface Opening {
    ModelLibrary library();
  }

  static void serve(InputStream in, Opening opening) throws IOException {
    Libc libc = Native.load("c", Libc.class);
    OutputStream out = new FileOutputStream("/dev/fd/" + libc.dup(STDOUT));
    libc.dup2(STDERR, STDOUT);
    ModelLibrary library;
    try {
      library = opening.library();
    } catch (LinkageError | IllegalStateException e) {
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      new Message()
          .clear()
          .putInt(Message.PROTOCOL)
          .putInt(WorkerLoop.UNAVAILABLE)
          .putText(reason.lines().findFirst().orElse(reason))
          .send(out);
      return;
    }
    WorkerLoop.serve(in, out, library);
  }
}
