package org.quarry.io;

import java.io.IOException;
import java.nio.file.Path;

/** Reads the configurations of one file format. Readers have no state and are safe to share. */
public interface ConfigurationReader {
  /** The format's name, as {@code "extxyz"}. */
  String format();

  /** Whether a file with this name and beginning is in this reader's format. */
  boolean recognizes(FileHead head);

  /**
   * Opens a file, gzipped or not. Memory stays within a few frames whatever the file's length.
   *
   * @throws IOException with one clear line if the file is missing or cannot be read
   */
  FrameIterator read(Path file, ReadOptions options) throws IOException;
}
