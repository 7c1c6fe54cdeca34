package org.quarry.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The rows that studies found, a JSON object a line. A row that stands there, but for when and how
 * fast it was found, is not written again: a study that was stopped, or is repeated, counts once.
 */
final class StudyResults {
  /** What differs when the same is found again. */
  private static final List<String> CLOCK = List.of("finished", "hours", "seconds");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  StudyResults(Path file) {
    this.file = file;
  }

  /** Appends a row unless it stands there. */
  void add(ObjectNode row) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      String before = Files.exists(file) ? Files.readString(file) : "";
      if (!stands(row, before)) {
        String cut = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
        Files.writeString(
            file, cut + row + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot append to " + file, e);
    }
  }

  private static boolean stands(ObjectNode row, String before) throws IOException {
    JsonNode found = timeless(JSON.readTree(row.toString())); // numbers of the types that are read
    return before.lines().anyMatch(line -> timeless(parsed(line)).equals(found));
  }

  /** A line that was cut is no row: what it was to say is found again. */
  private static JsonNode parsed(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static JsonNode timeless(JsonNode row) {
    return row instanceof ObjectNode object ? object.without(CLOCK) : row;
  }
}
