package org.quarry.shard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The list of shards of a set, written last as {@code manifest.json}: a folder without one holds no
 * shards.
 */
public record ShardManifest(ShardSetup setup, List<ShardEntry> shards) {
  /** The manifest's name in its folder. */
  public static final String FILE = "manifest.json";

  private static final String FORMAT = "quarry-shards";

  /** 1: the first; 2: with energies of several potentials; 3: with stress, vectors if wanted. */
  private static final int VERSION = 3;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  public ShardManifest {
    Objects.requireNonNull(setup);
    shards = List.copyOf(shards);
  }

  /** The shards of one split, in the manifest's order. */
  public List<ShardEntry> of(String split) {
    return shards.stream().filter(shard -> shard.split().equals(split)).toList();
  }

  /** SHA-256 of the manifest's text, which holds the checksums of all shards: names the data. */
  public String fingerprint() {
    return AtomicFile.sha256(text().getBytes(StandardCharsets.UTF_8));
  }

  /** Writes {@code manifest.json}: temporary name, synced, renamed. */
  public void write(Path folder) throws IOException {
    AtomicFile.write(folder.resolve(FILE), text().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads {@code manifest.json} of a folder.
   *
   * @throws ShardException if it is missing, of another format, cut or altered
   */
  public static ShardManifest read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    try {
      JsonNode tree = JSON.readTree(Files.readAllBytes(file));
      if (!tree.path("format").asText().equals(FORMAT)) {
        throw new ShardException(file + " is no shard manifest");
      }
      int version = tree.path("format_version").asInt();
      if (version < 1 || version > VERSION) {
        throw new ShardException(
            file + " has format version " + version + ", this program reads 1 to " + VERSION);
      }
      ShardSetup setup = JSON.treeToValue(tree.path("setup"), ShardSetup.class);
      List<ShardEntry> shards = List.of(JSON.treeToValue(tree.path("shards"), ShardEntry[].class));
      return new ShardManifest(setup, shards);
    } catch (NoSuchFileException e) {
      throw new ShardException(folder + " holds no shards (no " + FILE + ")", e);
    } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
      throw new ShardException(file + " is cut or altered: write the shards again", e);
    }
  }

  private String text() {
    ObjectNode tree = JSON.createObjectNode();
    tree.put("format", FORMAT);
    tree.put("format_version", VERSION);
    tree.set("setup", JSON.valueToTree(setup));
    tree.set("shards", JSON.valueToTree(shards));
    try {
      return JSON.writeValueAsString(tree) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a manifest cannot be written as JSON", e);
    }
  }
}
