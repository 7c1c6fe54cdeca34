package org.quarry.network.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.quarry.network.ModelException;
import org.quarry.network.VerifiedZip;

/**
 * The file in which a training leaves what it takes to go on, at ends of epochs. It is written
 * whole or not at all, and verified when it is read; it says which training it belongs to.
 */
public final class Checkpoint {
  private static final VerifiedZip.Format FORMAT = new VerifiedZip.Format("quarry-checkpoint", 2);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STATE = "state.json";
  private static final String ARRAYS = "arrays/";
  private static final String KEPT = "kept/";
  private static final String SUFFIX = ".f32";

  private final Optional<Path> file;
  private final Duration interval;

  private Checkpoint(Optional<Path> file, Duration interval) {
    this.file = file;
    this.interval = interval;
  }

  /** None: a training that stops starts anew. */
  public static Checkpoint none() {
    return new Checkpoint(Optional.empty(), Duration.ZERO);
  }

  /** A file that is written after every round. */
  public static Checkpoint at(Path file) {
    return new Checkpoint(Optional.of(file), Duration.ZERO);
  }

  /** The same, written no sooner than so long after the last time. */
  public Checkpoint withInterval(Duration least) {
    return new Checkpoint(file, least);
  }

  /** Removes the file, when the model is safe. */
  public void remove() throws IOException {
    if (file.isPresent()) {
      Files.deleteIfExists(file.get());
    }
  }

  /** Whether it is time to write, so many seconds after the last time. */
  boolean due(double seconds) {
    return file.isPresent() && seconds >= interval.toNanos() * 1e-9;
  }

  /**
   * Writes a state.
   *
   * @param training names the training
   */
  void write(String training, TrainingState state) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(STATE, VerifiedZip.json(json(state)));
    put(entries, ARRAYS, new TreeMap<>(state.arrays())); // in one order: the same bytes
    put(entries, KEPT, state.kept().parameters());
    ObjectNode manifest = JSON.createObjectNode().put("training", training);
    new VerifiedZip(manifest, entries).write(file.orElseThrow(), FORMAT);
  }

  private static void put(Map<String, byte[]> entries, String folder, Map<String, float[]> arrays) {
    arrays.forEach((name, x) -> entries.put(folder + name + SUFFIX, VerifiedZip.bytes(x)));
  }

  private static Map<String, float[]> arrays(Map<String, byte[]> entries, String folder) {
    Map<String, float[]> arrays = new LinkedHashMap<>();
    entries.forEach(
        (name, content) -> {
          if (name.startsWith(folder)) {
            arrays.put(
                name.substring(folder.length(), name.length() - SUFFIX.length()),
                VerifiedZip.floats(content));
          }
        });
    return arrays;
  }

  /** What a state says in numbers; arrays stand beside it. */
  private record Numbers(
      int epochs,
      int steps,
      double averageWeight,
      int keptEpoch,
      double keptLoss,
      Errors keptErrors,
      List<CurvePoint> curve) {}

  private static JsonNode json(TrainingState state) {
    KeptModel kept = state.kept();
    return JSON.valueToTree(
        new Numbers(
            state.epochs(),
            state.steps(),
            state.averageWeight(),
            kept.epoch(),
            kept.loss(),
            kept.errors(),
            state.curve()));
  }

  /**
   * Reads the state, if there is one.
   *
   * @param training names the training
   * @throws ModelException if the file is cut or altered, or belongs to another training
   */
  Optional<TrainingState> read(String training) throws IOException {
    if (file.isEmpty() || !Files.exists(file.get())) {
      return Optional.empty();
    }
    Path path = file.get();
    try {
      VerifiedZip zip = VerifiedZip.read(path, FORMAT);
      if (!zip.manifest().path("training").asText().equals(training)) {
        throw new ModelException(
            path + " is the checkpoint of another training: remove it to start anew");
      }
      return Optional.of(state(zip.entries()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw new ModelException(path + " is cut or altered: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new ModelException(path + " does not fit together: " + e.getMessage(), e);
    }
  }

  private static TrainingState state(Map<String, byte[]> entries) throws IOException {
    Numbers numbers = JSON.readValue(entries.get(STATE), Numbers.class);
    return new TrainingState(
        numbers.epochs(),
        numbers.steps(),
        arrays(entries, ARRAYS),
        numbers.averageWeight(),
        new KeptModel(
            numbers.keptEpoch(), numbers.keptLoss(), numbers.keptErrors(), arrays(entries, KEPT)),
        numbers.curve());
  }
}
