package org.quarry.io;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * Lines of a stream as ranges of one byte buffer: {@code buffer()[start()] … buffer()[end() - 1]},
 * without the line end. Nothing is copied or decoded until somebody asks for text.
 */
final class LineReader implements Closeable {
  /** A longer line is cut here; no frame has such lines, and binary files must not fill memory. */
  static final int MAX_LINE = 1 << 25;

  private final InputStream in;
  private byte[] buffer = new byte[1 << 17];
  private int filled;
  private int next;
  private int start;
  private int end;
  private long number;
  private boolean cut;
  private boolean exhausted;
  private Optional<String> damage = Optional.empty();

  LineReader(InputStream in) throws IOException {
    this.in = in;
    while (filled < 3 && fill()) {
      // until a byte order mark would be complete
    }
    if (filled >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB) {
      next = buffer[2] == (byte) 0xBF ? 3 : 0;
    }
  }

  /** Moves to the next line; false at the end of the stream, whole or damaged. */
  boolean advance() throws IOException {
    start = next;
    int at = next;
    cut = false;
    while (true) {
      while (at < filled && buffer[at] != '\n') {
        at++;
      }
      if (at < filled) {
        end = at;
        next = at + 1;
        break;
      }
      if (at - start >= MAX_LINE) {
        skipRestOfLine();
        break;
      }
      int shift = start;
      if (!fill()) {
        at -= shift - start;
        if (at == start || damage.isPresent()) {
          return false; // the last line of a damaged stream may end within a number
        }
        end = at;
        next = at;
        break;
      }
      at -= shift - start;
    }
    if (end > start && buffer[end - 1] == '\r') {
      end--;
    }
    number++;
    return true;
  }

  /** Gives the current line back: {@link #advance} will return it again. Twice is as once. */
  void retreat() {
    if (next != start) {
      next = start;
      number--;
    }
  }

  private void skipRestOfLine() throws IOException {
    cut = true;
    end = start + Frame.Rejected.MAX_RAW_BYTES;
    while (true) {
      filled = end; // forget what follows
      next = end;
      int from = end;
      if (!fillBehind(from)) {
        return;
      }
      for (int i = from; i < filled; i++) {
        if (buffer[i] == '\n') {
          next = i + 1;
          return;
        }
      }
    }
  }

  /** Reads more behind the current line, first making room: {@code start} may move to 0. */
  private boolean fill() throws IOException {
    if (exhausted) {
      return false;
    }
    if (start > 0 && filled == buffer.length) {
      System.arraycopy(buffer, start, buffer, 0, filled - start);
      filled -= start;
      next -= start;
      start = 0;
    }
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    return fillBehind(filled);
  }

  private boolean fillBehind(int from) throws IOException {
    if (exhausted) {
      return false;
    }
    try {
      int count = in.read(buffer, from, buffer.length - from);
      if (count > 0) {
        filled = from + count;
        return true;
      }
    } catch (EOFException e) {
      damage = Optional.of("the gzip stream ends early");
    } catch (ZipException e) {
      damage = Optional.of("the gzip stream is damaged (" + e.getMessage() + ")");
    }
    exhausted = true;
    return false;
  }

  byte[] buffer() {
    return buffer;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** The current line's number in the file, from 1. */
  long number() {
    return number;
  }

  /** Whether the line was longer than {@link #MAX_LINE}; only its beginning is there. */
  boolean isCut() {
    return cut;
  }

  /** Why the stream ended before its time, if it did. */
  Optional<String> damage() {
    return damage;
  }

  boolean isBlank() {
    for (int i = start; i < end; i++) {
      if (buffer[i] > ' ' || buffer[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /** The line as text: UTF-8, or Latin-1 where it is not that. */
  String text() {
    return text(buffer, start, end);
  }

  static String text(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] < 0) {
        try {
          return StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes, from, to - from))
              .toString();
        } catch (CharacterCodingException e) {
          return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        }
      }
    }
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
