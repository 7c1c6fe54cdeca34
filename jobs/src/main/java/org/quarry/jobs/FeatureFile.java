package org.quarry.jobs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.quarry.descriptor.Descriptor;

/**
 * A file of descriptor rows, one entry a structure and descriptor. It appears under its name when
 * it is committed.
 */
interface FeatureFile extends Closeable {
  /** Writes the rows of one structure, row-major, {@code rows × descriptor.features()} numbers. */
  void rows(Entry entry, Descriptor descriptor, double[] values, int rows) throws IOException;

  /** Writes why a structure has none. */
  void error(Entry entry, String reason) throws IOException;

  /** Puts the finished file in its place; closing without leaves nothing behind. */
  void commit() throws IOException;

  /**
   * What a line is about.
   *
   * @param index number of the structure over all inputs
   * @param source {@code file#frame}
   * @param params number of the set of settings, where there are several
   */
  record Entry(int index, String source, OptionalInt params) {}

  /** Formats of a file of descriptor rows. */
  enum Format {
    JSON,
    CSV,
    PARQUET,
    ARROW;

    /** Starts a file in this format. */
    FeatureFile create(Path file) throws IOException {
      return switch (this) {
        case JSON -> new JsonFeatures(file);
        case CSV -> new CsvFeatures(file);
        case PARQUET -> new ParquetFeatures(file);
        case ARROW -> new ArrowFeatures(file);
      };
    }
  }
}
