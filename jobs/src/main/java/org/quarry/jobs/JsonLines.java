package org.quarry.jobs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file of JSON objects, one a line, numbers in shortest round-trip form. It appears under its
 * name when it is complete; a device such as {@code /dev/stdout} is written directly.
 */
final class JsonLines implements Closeable {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private final Path file;
  private final Path partial;
  private final JsonGenerator generator;

  private JsonLines(Path file, Path partial) throws IOException {
    this.file = file;
    this.partial = partial;
    BufferedWriter writer = Files.newBufferedWriter(partial, StandardCharsets.UTF_8);
    this.generator = JSON.createGenerator(writer);
    this.generator.setRootValueSeparator(null); // endLine separates
  }

  /**
   * Starts a file.
   *
   * @throws InputException if it cannot be written
   */
  static JsonLines create(Path file) {
    boolean device = Files.exists(file) && !Files.isRegularFile(file);
    Path partial = device ? file : file.resolveSibling("." + file.getFileName() + ".partial");
    try {
      return new JsonLines(file, partial);
    } catch (IOException e) {
      throw new InputException(file + ": cannot be written: " + e, e);
    }
  }

  /** What writes the objects; {@link #endLine} goes after each. */
  JsonGenerator generator() {
    return generator;
  }

  void endLine() throws IOException {
    generator.writeRaw('\n');
  }

  /** Three numbers a row. */
  void writeRows(String name, double[] values, int rows) throws IOException {
    generator.writeArrayFieldStart(name);
    for (int row = 0; row < rows; row++) {
      generator.writeArray(values, 3 * row, 3);
    }
    generator.writeEndArray();
  }

  /** Puts the finished file in its place. */
  void commit() throws IOException {
    generator.close();
    if (!partial.equals(file)) {
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Ends writing; without {@link #commit} nothing is left behind. */
  @Override
  public void close() throws IOException {
    if (!generator.isClosed()) {
      generator.close();
      if (!partial.equals(file)) {
        Files.deleteIfExists(partial);
      }
    }
  }
}
