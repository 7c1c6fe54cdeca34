package org.quarry.experiments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.selection.Side;
import org.quarry.shard.AtomicFile;
import org.quarry.shard.ShardEntry;
import org.quarry.shard.ShardManifest;
import org.quarry.shard.ShardRow;
import org.quarry.shard.ShardSetup;
import org.quarry.shard.ShardWriter;

/**
 * Frames of a published split as the shards that a trainer reads. Some of the training frames are
 * held back for validation: those whose ids, hashed with a seed, come first.
 */
final class PotentialShards {
  private static final double[] NO_FEATURES = {};

  private PotentialShards() {}

  /**
   * Writes shards into a folder; the same frames give the same files.
   *
   * @param sides names of sides by what the frames' split begins with
   * @param validation how many training frames to hold back
   * @throws StudyDataException if a side would be empty
   */
  static void write(
      StudyFrames frames, Map<String, String> sides, int validation, long seed, Path folder)
      throws IOException {
    Map<String, List<StudyFrames.Labeled>> bySide = new TreeMap<>();
    for (StudyFrames.Labeled frame : frames.frames()) {
      sides.forEach(
          (side, beginning) -> {
            if (frame.split().startsWith(beginning)) {
              bySide.computeIfAbsent(side, s -> new ArrayList<>()).add(frame);
            }
          });
    }
    List<StudyFrames.Labeled> train = bySide.getOrDefault(Side.TRAIN.text(), new ArrayList<>());
    if (train.size() <= validation || !bySide.containsKey(Side.TEST.text())) {
      throw new StudyDataException(
          train.size()
              + " training frames, of which "
              + validation
              + " are for validation, and "
              + bySide.getOrDefault(Side.TEST.text(), List.of()).size()
              + " test frames: check the names of the sides");
    }
    train.sort(Comparator.comparing(frame -> draw(frame.configuration(), seed)));
    if (validation > 0) {
      bySide.put(Side.VALIDATION.text(), List.copyOf(train.subList(0, validation)));
      train.subList(0, validation).clear();
    }
    ShardSetup setup = setup(frames);
    Files.createDirectories(folder);
    List<ShardEntry> entries = new ArrayList<>();
    for (Map.Entry<String, List<StudyFrames.Labeled>> side : bySide.entrySet()) {
      Path file = folder.resolve(side.getKey() + "-00000.arrow");
      try (ShardWriter writer = ShardWriter.create(file, setup)) {
        for (StudyFrames.Labeled frame : side.getValue()) {
          writer.add(row(frame));
        }
        entries.add(writer.finish(side.getKey()));
      }
    }
    new ShardManifest(setup, entries).write(folder);
  }

  private static ShardRow row(StudyFrames.Labeled frame) {
    ShardRow.Builder row = ShardRow.of(frame.configuration(), NO_FEATURES).energy(frame.energy());
    frame.labels().forces().ifPresent(row::forces);
    frame.labels().stress().ifPresent(row::stress);
    return row.build();
  }

  private static ShardSetup setup(StudyFrames frames) {
    List<Element> species =
        frames.frames().stream()
            .map(StudyFrames.Labeled::configuration)
            .flatMapToInt(c -> java.util.stream.IntStream.range(0, c.size()).map(c::atomicNumber))
            .distinct()
            .sorted()
            .mapToObj(Element::of)
            .toList();
    StudyFrames.Labeled first = frames.frames().get(0);
    return ShardSetup.withoutVectors(
        species, first.labels().method(), first.labels().energyKind(), "study");
  }

  private static String draw(Configuration configuration, long seed) {
    return AtomicFile.sha256((seed + configuration.id()).getBytes(StandardCharsets.UTF_8));
  }
}
