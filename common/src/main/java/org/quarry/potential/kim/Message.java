package org.quarry.potential.kim;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One message between a process and its worker: a length in bytes (int32) and that many bytes of
 * numbers, little-endian, in the order in which they were put. A reusable buffer of one thread.
 */
final class Message {
  /** Spoken by both sides first; a worker of another version is not used. */
  static final int PROTOCOL = 0x4b494d02; // "KIM", version 2

  /** No message is longer: some three million atoms. */
  static final int MAX_BYTES = 1 << 28;

  private static final int HEAD = Integer.BYTES;

  private byte[] bytes = new byte[1 << 12];
  private ByteBuffer buffer = view(bytes);

  private static ByteBuffer view(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Empties the message for writing. */
  Message clear() {
    buffer.clear().position(HEAD);
    return this;
  }

  /** Bytes written so far, or to be read in all. */
  int size() {
    return buffer.position() - HEAD;
  }

  /** Where the next number is read or written. */
  int position() {
    return buffer.position();
  }

  /** Goes to a place that {@link #position} gave. */
  void position(int position) {
    buffer.position(position);
  }

  Message putInt(int value) {
    reserve(Integer.BYTES);
    buffer.putInt(value);
    return this;
  }

  Message putDouble(double value) {
    reserve(Double.BYTES);
    buffer.putDouble(value);
    return this;
  }

  Message putInts(int[] values, int count) {
    reserve(Integer.BYTES * count);
    buffer.asIntBuffer().put(values, 0, count);
    buffer.position(buffer.position() + Integer.BYTES * count);
    return this;
  }

  Message putDoubles(double[] values, int count) {
    reserve(Double.BYTES * count);
    buffer.asDoubleBuffer().put(values, 0, count);
    buffer.position(buffer.position() + Double.BYTES * count);
    return this;
  }

  Message putText(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    putInt(encoded.length);
    reserve(encoded.length);
    buffer.put(encoded);
    return this;
  }

  int getInt() {
    return buffer.getInt();
  }

  double getDouble() {
    return buffer.getDouble();
  }

  void getInts(int[] values, int count) {
    buffer.asIntBuffer().get(values, 0, count);
    buffer.position(buffer.position() + Integer.BYTES * count);
  }

  void getDoubles(double[] values, int count) {
    buffer.asDoubleBuffer().get(values, 0, count);
    buffer.position(buffer.position() + Double.BYTES * count);
  }

  String getText() {
    byte[] encoded = new byte[getCount(1)];
    buffer.get(encoded);
    return new String(encoded, StandardCharsets.UTF_8);
  }

  /**
   * A number of things that follow, of so many bytes each at least.
   *
   * @throws IllegalStateException if the message cannot hold them
   */
  int getCount(int bytesEach) {
    int count = buffer.getInt();
    if (count < 0 || (long) count * bytesEach > buffer.remaining()) {
      throw new IllegalStateException("a message of a worker is damaged: " + count + " items");
    }
    return count;
  }

  /** Sends what was put. */
  void send(OutputStream out) throws IOException {
    buffer.putInt(0, size());
    out.write(bytes, 0, buffer.position());
    out.flush();
  }

  /**
   * Waits for the next message, to be read from its start.
   *
   * @return false if there is none: the other side has ended
   * @throws IOException if it breaks off or is too long
   */
  boolean receive(InputStream in) throws IOException {
    buffer.clear();
    int head = in.readNBytes(bytes, 0, HEAD);
    if (head == 0) {
      return false;
    }
    int length = head < HEAD ? -1 : buffer.getInt(0);
    if (length < 0 || length > MAX_BYTES) {
      throw new IOException("a message of a worker is damaged: its length is " + length);
    }
    if (buffer.capacity() < HEAD + length) {
      bytes = new byte[HEAD + length + length / 4];
      buffer = view(bytes);
    }
    if (in.readNBytes(bytes, HEAD, length) < length) {
      throw new IOException("a message of a worker breaks off");
    }
    buffer.limit(HEAD + length).position(HEAD);
    return true;
  }

  private void reserve(int wanted) {
    if (buffer.remaining() >= wanted) {
      return;
    }
    int position = buffer.position();
    long needed = (long) position + wanted;
    if (needed > MAX_BYTES) {
      throw new IllegalArgumentException("too large for a message to a worker: " + needed);
    }
    bytes = Arrays.copyOf(bytes, (int) Math.max(needed, 2L * bytes.length));
    buffer = view(bytes).position(position);
  }
}
