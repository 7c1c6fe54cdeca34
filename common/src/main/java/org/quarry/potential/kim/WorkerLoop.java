package org.quarry.potential.kim;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.SynchronousQueue;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.atoms.Periodicity;
import org.quarry.potential.NoAnswerException;

/**
 * The worker's side of the conversation: it answers one request after another until its input ends.
 *
 * <p>A request starts with what is wanted, an answer with {@link #OK} or {@link #REFUSED} and a
 * text. One thread reads and another computes, so that the process ends as soon as its parent does,
 * even where a model hangs in native code.
 */
final class WorkerLoop {
  /** Requests. */
  static final int LIST = 1;

  static final int OPEN = 2;
  static final int COMPUTE = 3;

  /** Answers, to a request and to each configuration. */
  static final int OK = 0;

  static final int REFUSED = 1;

  /** Answer to the greeting where OpenKIM itself is missing. */
  static final int UNAVAILABLE = 2;

  private static final long STACK_BYTES = 64 << 20; // models keep arrays there, Fortran's above all
  private static final int STATUS_BROKEN = 3;

  private final InputStream in;
  private final OutputStream out;
  private final ModelLibrary library;
  private final SynchronousQueue<Message> requests = new SynchronousQueue<>();
  private final Message answer = new Message();
  private final Answer result = new Answer();
  private ModelInstance model;

  private WorkerLoop(InputStream in, OutputStream out, ModelLibrary library) {
    this.in = in;
    this.out = out;
    this.library = library;
  }

  /** Greets and serves; ends the process when the input ends. */
  static void serve(InputStream in, OutputStream out, ModelLibrary library) throws IOException {
    new Message().clear().putInt(Message.PROTOCOL).putInt(OK).putText("").send(out);
    WorkerLoop loop = new WorkerLoop(in, out, library);
    Thread computing = new Thread(null, loop::answerRequests, "model", STACK_BYTES);
    computing.setDaemon(true);
    computing.setUncaughtExceptionHandler(
        (thread, error) -> {
          thread.getThreadGroup().uncaughtException(thread, error); // prints it
          Runtime.getRuntime().halt(STATUS_BROKEN);
        });
    computing.start();
    loop.readRequests();
  }

  /** Two buffers in turn: a request is taken only when the one before it is answered. */
  private void readRequests() throws IOException {
    Message request = new Message();
    Message other = new Message();
    try {
      while (request.receive(in)) {
        requests.put(request);
        Message read = request;
        request = other;
        other = read;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(0); // no model's clean-up may keep the process
  }

  private void answerRequests() {
    try {
      while (true) {
        answer(requests.take());
        answer.send(out);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(Message request) {
    switch (request.getInt()) {
      case LIST -> list();
      case OPEN -> open(request);
      case COMPUTE -> compute(request);
      default -> answer.clear().putInt(REFUSED).putText("unknown request");
    }
  }

  private void list() {
    var models = library.installed();
    answer.clear().putInt(OK).putInt(models.size());
    models.forEach(description -> description.write(answer));
  }

  private void open(Message request) {
    String name = request.getText();
    Map<Element, String> species = new TreeMap<>();
    int count = request.getCount(2 * Integer.BYTES);
    for (int i = 0; i < count; i++) {
      species.put(Element.of(request.getInt()), request.getText());
    }
    if (model != null) {
      model.close();
      model = null;
    }
    try {
      model = library.open(name, species);
      answer.clear().putInt(OK);
      model.description().write(answer);
    } catch (IllegalArgumentException e) {
      answer.clear().putInt(REFUSED).putText(e.getMessage());
    }
  }

  private void compute(Message request) {
    int count = request.getCount(1);
    answer.clear().putInt(OK);
    for (int i = 0; i < count; i++) {
      try {
        Configuration configuration = readConfiguration(request);
        model.compute(configuration, result);
        answer.putInt(OK);
        result.write(answer, configuration.size());
      } catch (NoAnswerException e) {
        answer.putInt(REFUSED).putText(e.getMessage());
      }
    }
  }

  /** Writes a configuration for {@link #readConfiguration}. */
  static void writeConfiguration(Configuration configuration, Message message) {
    int n = configuration.size();
    Periodicity pbc = configuration.pbc();
    message.putInt(n);
    message.putInt((pbc.a() ? 1 : 0) + (pbc.b() ? 2 : 0) + (pbc.c() ? 4 : 0));
    message.putDoubles(configuration.cell().toArray(), 9);
    message.putInts(configuration.atomicNumbers(), n);
    message.putDoubles(configuration.positions(), 3 * n);
  }

  private static Configuration readConfiguration(Message message) {
    int n = message.getCount(Integer.BYTES + 3 * Double.BYTES);
    int pbc = message.getInt();
    double[] cell = new double[9];
    int[] atomicNumbers = new int[n];
    double[] positions = new double[3 * n];
    message.getDoubles(cell, 9);
    message.getInts(atomicNumbers, n);
    message.getDoubles(positions, 3 * n);
    return Configuration.of(
        atomicNumbers,
        positions,
        Cell.of(cell),
        new Periodicity((pbc & 1) != 0, (pbc & 2) != 0, (pbc & 4) != 0));
  }
}
