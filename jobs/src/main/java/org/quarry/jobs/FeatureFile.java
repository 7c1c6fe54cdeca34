package org.quarry.jobs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.quarry.lake.StoredVectors;

/**
 * A file of descriptor rows, one entry a structure and descriptor. It appears under its name when
 * it is committed.
 */
interface FeatureFile extends Closeable {
  /** Writes the rows of one structure. */
  void rows(Entry entry, FeatureRows rows) throws IOException;

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

    /**
     * Starts a file in this format.
     *
     * @throws UsageException if the format cannot hold rows of that form
     */
    FeatureFile create(Path file, StoredVectors form) throws IOException {
      return switch (this) {
        case JSON -> new JsonFeatures(file, form.dtype());
        case CSV -> {
          if (form.blocks() == StoredVectors.Blocks.PRESENT) {
            throw new UsageException("--sparse needs --format json, parquet or arrow");
          }
          yield new CsvFeatures(file, form.dtype());
        }
        case PARQUET -> new ParquetFeatures(file, form);
        case ARROW -> new ArrowFeatures(file, form);
      };
    }
  }
}
