package org.quarry.experiments;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Labels;
import org.quarry.io.ConfigurationReaders;
import org.quarry.io.Frame;
import org.quarry.io.FrameIterator;
import org.quarry.io.ReadOptions;

/**
 * The labeled frames of some files, each structure once.
 *
 * @param frames with an energy, in the order read; of a structure that stands in several places the
 *     first
 * @param repeated how many frames held a structure that had been seen
 * @param unlabeled how many had no energy
 * @param rejected how many could not be used
 */
record StudyFrames(List<Labeled> frames, int repeated, int unlabeled, int rejected) {
  private static final String BUNDLED = "bundled:";

  /** A structure with its labels, the file's name, its side of a published split and its group. */
  record Labeled(
      Configuration configuration, Labels labels, String file, String split, String group) {
    /** Energy in eV. */
    double energy() {
      return labels.energy().orElseThrow();
    }
  }

  /**
   * Reads files; {@code bundled:mlearn/Si.extxyz.gz} is the set that comes with the program.
   *
   * @throws StudyDataException if one cannot be read
   */
  static StudyFrames read(List<String> inputs) {
    return read(inputs, ReadOptions.DEFAULT);
  }

  /**
   * Reads files that do not say all of themselves.
   *
   * @throws StudyDataException if one cannot be read
   */
  static StudyFrames read(List<String> inputs, ReadOptions options) {
    Map<String, Labeled> frames = new LinkedHashMap<>();
    int repeated = 0;
    int unlabeled = 0;
    int rejected = 0;
    for (String input : inputs) {
      for (Frame frame : frames(input, options)) {
        if (!(frame instanceof Frame.Accepted accepted)) {
          rejected++;
        } else if (accepted.labels().energy().isEmpty()) {
          unlabeled++;
        } else if (frames.containsKey(accepted.configuration().id())) {
          repeated++;
        } else {
          frames.put(
              accepted.configuration().id(),
              new Labeled(
                  accepted.configuration(),
                  accepted.labels(),
                  Path.of(input).getFileName().toString(),
                  accepted.provenance().split(),
                  accepted.provenance().group()));
        }
      }
    }
    if (frames.isEmpty()) {
      throw new StudyDataException("no frame of " + inputs + " has an energy");
    }
    return new StudyFrames(List.copyOf(frames.values()), repeated, unlabeled, rejected);
  }

  private static List<Frame> frames(String input, ReadOptions options) {
    try {
      if (!input.startsWith(BUNDLED)) {
        return frames(Path.of(input), options);
      }
      String resource = "/org/quarry/datasets/" + input.substring(BUNDLED.length());
      Path copy = Files.createTempFile("quarry-", "-" + Path.of(resource).getFileName());
      try (InputStream in = StudyFrames.class.getResourceAsStream(resource)) {
        if (in == null) {
          throw new StudyDataException(input + ": no such set comes with this program");
        }
        Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
        return frames(copy, options);
      } finally {
        Files.deleteIfExists(copy);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new StudyDataException(input + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<Frame> frames(Path file, ReadOptions options) throws IOException {
    List<Frame> frames = new ArrayList<>();
    try (FrameIterator iterator = ConfigurationReaders.forPath(file).read(file, options)) {
      iterator.forEachRemaining(frames::add);
    }
    return frames;
  }
}
