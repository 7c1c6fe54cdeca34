package org.quarry.spark.training;

import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.SocketException;
import org.apache.spark.SparkEnv;
import org.nd4j.parameterserver.distributed.v2.transport.PortSupplier;

/**
 * A UDP port for each process: one that the driver has chosen for itself, and a free one, kept, for
 * each executor. With one port for all, executors on the same host train nothing without a word.
 *
 * <p>Whoever starts a server asks for its port first, so that this is also where a process is
 * prepared for it.
 */
final class ProcessPort implements PortSupplier {
  private static final long serialVersionUID = 1L;

  static {
    // Deeplearning4j sets Aeron's other timeouts such that this one, 15 s if unset, must exceed 30
    // s
    System.getProperties().putIfAbsent("aeron.publication.unblock.timeout", "60000000000");
  }

  private static final String DRIVER = "driver"; // Spark's name for it

  private final int driver = free();

  private static final class Own {
    static final int PORT = free();
  }

  @Override
  public int getPort() {
    return DRIVER.equals(SparkEnv.get().executorId()) ? driver : Own.PORT;
  }

  private static int free() {
    try (DatagramSocket socket = new DatagramSocket()) {
      return socket.getLocalPort();
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }
}
