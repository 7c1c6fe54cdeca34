package org.quarry.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The formats that Quarry reads, and which of them a file is in. */
public final class ConfigurationReaders {
  /** Asked in this order; a new format is one more entry. */
  private static final List<ConfigurationReader> READERS = List.of(new ExtxyzReader());

  private ConfigurationReaders() {}

  /**
   * The reader for a file, found by its name and its beginning.
   *
   * @throws IOException with one clear line if the file is missing, unreadable or in no format that
   *     Quarry reads
   */
  public static ConfigurationReader forPath(Path file) throws IOException {
    FileHead head = FileHead.of(file);
    return find(head)
        .orElseThrow(
            () ->
                new IOException(
                    file
                        + ": unknown format"
                        + head.compression().map(name -> " (" + name + ": unpack it)").orElse("")
                        + "; Quarry reads "
                        + formats()));
  }

  /** The reader for a file that begins so, if there is one. */
  public static Optional<ConfigurationReader> find(FileHead head) {
    return READERS.stream().filter(reader -> reader.recognizes(head)).findFirst();
  }

  private static String formats() {
    return READERS.stream().map(ConfigurationReader::format).collect(Collectors.joining(", "));
  }
}
