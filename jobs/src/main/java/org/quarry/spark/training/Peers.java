package org.quarry.spark.training;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.BarrierTaskContext;

/**
 * Tasks of a barrier stage, connected each to each. A vector is cut into as many slices as there
 * are tasks; each task sums one slice for all, then tells the others: every number crosses the
 * network twice a task, however many there are.
 *
 * <p>Each task reads from its peers in their order, while a thread of its own writes to them, so
 * that no two wait for each other.
 */
final class Peers implements Exchange {
  /** A peer that is silent for longer has gone without a word. */
  private static final int PATIENCE_MILLIS = 600_000;

  private final Deal deal;
  private final int me;
  private final Socket[] sockets;
  private final DataInputStream[] inputs;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "gradients to peers");
            thread.setDaemon(true);
            return thread;
          });

  private Peers(Deal deal, int me) {
    this.deal = deal;
    this.me = me;
    this.sockets = new Socket[deal.tasks()];
    this.inputs = new DataInputStream[deal.tasks()];
  }

  /**
   * Connects the tasks of the stage that this thread works for; all must call it.
   *
   * @param secret known to them only, so that nobody else can join
   */
  static Peers meet(BarrierTaskContext context, Deal deal, byte[] secret) throws IOException {
    Peers peers = new Peers(deal, context.partitionId());
    try (ServerSocket door = new ServerSocket(0, deal.tasks())) {
      door.setSoTimeout(PATIENCE_MILLIS);
      String[] ports = context.allGather(Integer.toString(door.getLocalPort()));
      for (int peer = 0; peer < peers.me; peer++) {
        String address = context.getTaskInfos()[peer].address();
        String host = address.substring(0, address.lastIndexOf(':'));
        peers.call(
            peer, new Socket(InetAddress.getByName(host), Integer.parseInt(ports[peer])), secret);
      }
      for (int missing = deal.tasks() - peers.me - 1; missing > 0; ) {
        missing -= peers.admit(door.accept(), secret) ? 1 : 0;
      }
      return peers;
    } catch (IOException | RuntimeException e) {
      peers.close();
      throw e;
    }
  }

  private void call(int peer, Socket socket, byte[] secret) throws IOException {
    keep(peer, socket);
    ByteBuffer greeting = ByteBuffer.allocate(secret.length + Integer.BYTES).put(secret).putInt(me);
    socket.getOutputStream().write(greeting.array());
  }

  /** Whether a caller is a peer. */
  private boolean admit(Socket socket, byte[] secret) throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    DataInputStream input = new DataInputStream(socket.getInputStream());
    byte[] told = input.readNBytes(secret.length);
    if (!MessageDigest.isEqual(told, secret)) {
      socket.close();
      return false;
    }
    keep(input.readInt(), socket);
    return true;
  }

  private void keep(int peer, Socket socket) throws IOException {
    sockets[peer] = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    inputs[peer] = new DataInputStream(socket.getInputStream());
  }

  @Override
  public double[] sum(double[][] own) throws IOException {
    int length = own[0].length;
    Future<?> vectorsSent = writer.submit(() -> sendSlices(own));
    double[] slice = new double[begin(me + 1, length) - begin(me, length)];
    double[] received = new double[slice.length];
    for (int task = 0; task < deal.tasks(); task++) {
      for (int k = 0; k < deal.size(task); k++) {
        if (task == me) {
          Exchange.add(slice, own[k], begin(me, length));
        } else {
          read(task, received, 0, received.length);
          Exchange.add(slice, received, 0);
        }
      }
    }
    await(vectorsSent);

    Future<?> sumSent = writer.submit(() -> sendSum(slice));
    double[] sum = new double[length];
    for (int task = 0; task < deal.tasks(); task++) {
      int begin = begin(task, length);
      if (task == me) {
        System.arraycopy(slice, 0, sum, begin, slice.length);
      } else {
        read(task, sum, begin, begin(task + 1, length) - begin);
      }
    }
    await(sumSent);
    return sum;
  }

  /** Where the slice that a task sums begins. */
  private int begin(int task, int length) {
    return Math.toIntExact((long) task * length / deal.tasks());
  }

  private Void sendSlices(double[][] own) throws IOException {
    int length = own[0].length;
    for (int peer = 0; peer < deal.tasks(); peer++) {
      int begin = begin(peer, length);
      for (int k = 0; k < own.length && peer != me; k++) {
        write(peer, own[k], begin, begin(peer + 1, length) - begin);
      }
    }
    return null;
  }

  private Void sendSum(double[] slice) throws IOException {
    for (int peer = 0; peer < deal.tasks(); peer++) {
      if (peer != me) {
        write(peer, slice, 0, slice.length);
      }
    }
    return null;
  }

  private void write(int peer, double[] from, int offset, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(count, Double.BYTES));
    bytes.asDoubleBuffer().put(from, offset, count);
    OutputStream output = sockets[peer].getOutputStream();
    output.write(bytes.array());
  }

  private void read(int peer, double[] into, int offset, int count) throws IOException {
    byte[] bytes = new byte[Math.multiplyExact(count, Double.BYTES)];
    try {
      inputs[peer].readFully(bytes);
    } catch (EOFException e) {
      throw new IOException("task " + peer + " has left in the middle of a step", e);
    }
    ByteBuffer.wrap(bytes).asDoubleBuffer().get(into, offset, count);
  }

  private static void await(Future<?> sent) throws IOException {
    try {
      sent.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped while sending");
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    writer.shutdownNow();
    for (Socket socket : sockets) {
      if (socket != null) {
        socket.close();
      }
    }
  }
}
