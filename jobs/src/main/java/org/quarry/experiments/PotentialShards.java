package org.quarry.experiments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
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
    Map<String, List<ShardRow>> rows = new TreeMap<>();
    bySide.forEach(
        (side, ofSide) -> rows.put(side, ofSide.stream().map(PotentialShards::row).toList()));
    write(setup(frames), rows, folder);
  }

  /**
   * Writes frames as training rows that carry the energies of potentials alone.
   *
   * @param energies in eV by the potentials' names, a map a frame; one without an answer is absent
   */
  static void writePotentials(
      StudyFrames frames,
      List<String> potentials,
      List<SortedMap<String, Double>> energies,
      Path folder)
      throws IOException {
    List<ShardRow> rows = new ArrayList<>();
    for (int i = 0; i < energies.size(); i++) {
      SortedMap<String, Double> known = energies.get(i);
      if (!known.isEmpty()) {
        rows.add(
            ShardRow.of(frames.frames().get(i).configuration())
                .eipEnergies(
                    potentials.stream()
                        .mapToDouble(name -> known.getOrDefault(name, Double.NaN))
                        .toArray())
                .build());
      }
    }
    write(setup(frames).withPotentials(potentials), Map.of(Side.TRAIN.text(), rows), folder);
  }

  private static void write(ShardSetup setup, Map<String, List<ShardRow>> sides, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    List<ShardEntry> entries = new ArrayList<>();
    for (Map.Entry<String, List<ShardRow>> side : sides.entrySet()) {
      Path file = folder.resolve(side.getKey() + "-00000.arrow");
      try (ShardWriter writer = ShardWriter.create(file, setup)) {
        for (ShardRow row : side.getValue()) {
          writer.add(row);
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
