package org.quarry.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.quarry.shard.AtomicFile;

/**
 * A zip that is whole or refused: {@code manifest.json} (format, version, what the format says,
 * length and SHA-256 of every other entry), {@code manifest.sha256}, then the entries, which have
 * plain names and sizes that fit into memory. The same content gives the same bytes.
 *
 * @param manifest what the format says
 * @param entries by name, in the file's order
 */
public record VerifiedZip(ObjectNode manifest, Map<String, byte[]> entries) {
  static final String MANIFEST = "manifest.json";
  static final String MANIFEST_SUM = "manifest.sha256";
  private static final String FORMAT = "format";
  private static final String VERSION = "format_version";
  private static final String ENTRIES = "entries";

  /** No network of ours has more: a larger entry is a mistake or a trap. */
  private static final long MOST_BYTES = 1L << 30;

  private static final int MOST_ENTRIES = 10_000;
  private static final byte[] END = {'P', 'K', 5, 6};
  private static final int END_LENGTH = 22; // without a comment, as these files are written
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)?");
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  public VerifiedZip {
    Objects.requireNonNull(manifest);
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  /** What a kind of file is called, and the version that this program writes and reads. */
  public record Format(String name, int version) {}

  /** Writes a file: temporary name, synced, renamed. */
  public void write(Path file, Format format) throws IOException {
    ObjectNode all = JSON.createObjectNode();
    all.put(FORMAT, format.name()).put(VERSION, format.version());
    all.setAll(manifest);
    ObjectNode sums = all.putObject(ENTRIES);
    entries.forEach(
        (name, content) ->
            sums.putObject(name)
                .put("bytes", content.length)
                .put("sha256", AtomicFile.sha256(content)));
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(zipped)) {
      byte[] text = json(all);
      add(zip, MANIFEST, text);
      add(zip, MANIFEST_SUM, AtomicFile.sha256(text).getBytes(StandardCharsets.US_ASCII));
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        add(zip, entry.getKey(), entry.getValue());
      }
    }
    AtomicFile.write(file, zipped.toByteArray());
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0)); // same content, same bytes
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  /**
   * Reads a file and verifies all of it.
   *
   * @throws NoSuchFileException if there is none
   * @throws ModelException if it is cut, altered or of another format, in one line
   */
  public static VerifiedZip read(Path file, Format format) throws IOException {
    return verified(file.toString(), unpack(file), format);
  }

  /**
   * Reads the content of a file and verifies all of it.
   *
   * @param file what errors call it
   * @throws ModelException if it is cut, altered or of another format, in one line
   */
  public static VerifiedZip read(String file, byte[] content, Format format) throws IOException {
    return verified(file, unpack(file, content), format);
  }

  private static VerifiedZip verified(String file, Map<String, byte[]> entries, Format format)
      throws IOException {
    byte[] text = entries.remove(MANIFEST);
    byte[] sum = entries.remove(MANIFEST_SUM);
    if (text == null || sum == null) {
      throw new ModelException(file + " is no " + format.name() + " (it has no " + MANIFEST + ")");
    }
    if (!AtomicFile.sha256(text).equals(new String(sum, StandardCharsets.US_ASCII))) {
      throw new ModelException(file + " was altered: " + MANIFEST + " fails its checksum");
    }
    ObjectNode manifest = object(file, text);
    if (!manifest.path(FORMAT).asText().equals(format.name())) {
      throw new ModelException(file + " is no " + format.name());
    }
    int version = manifest.path(VERSION).asInt();
    if (version != format.version()) {
      throw new ModelException(
          file + " has format version " + version + ", this program reads " + format.version());
    }
    verify(file, manifest.path(ENTRIES), entries);
    manifest.remove(List.of(FORMAT, VERSION, ENTRIES));
    return new VerifiedZip(manifest, entries);
  }

  private static ObjectNode object(String file, byte[] text) throws IOException {
    try {
      if (JSON.readTree(text) instanceof ObjectNode object) {
        return object;
      }
      throw new ModelException(file + " is cut or altered: " + MANIFEST + " is no JSON object");
    } catch (JsonProcessingException e) {
      throw new ModelException(file + " is cut or altered: " + e.getOriginalMessage(), e);
    }
  }

  private static void verify(String file, JsonNode sums, Map<String, byte[]> entries)
      throws ModelException {
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      JsonNode sum = sums.path(entry.getKey());
      if (sum.isMissingNode()) {
        throw new ModelException(file + " holds an entry it does not list: " + entry.getKey());
      }
      if (sum.path("bytes").asLong() != entry.getValue().length
          || !sum.path("sha256").asText().equals(AtomicFile.sha256(entry.getValue()))) {
        throw new ModelException(
            file + " was altered: " + entry.getKey() + " fails its checksum; make it again");
      }
    }
    var names = sums.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      if (!entries.containsKey(name)) {
        throw new ModelException(file + " is cut: " + name + " is missing");
      }
    }
  }

  /** All entries, as they are. */
  static Map<String, byte[]> unpack(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    Unpacked unpacked = new Unpacked(file.toString());
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        try (InputStream in = zip.getInputStream(entry)) {
          unpacked.add(entry, in);
        }
      }
    } catch (ZipException | EOFException e) {
      throw unpacked.damaged(e);
    }
    return unpacked.entries;
  }

  private static Map<String, byte[]> unpack(String file, byte[] content) throws IOException {
    if (!endsAsZip(content)) {
      throw new ModelException(file + " is cut or altered, or no zip: its end is missing");
    }
    Unpacked unpacked = new Unpacked(file);
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        unpacked.add(entry, zip);
      }
    } catch (ZipException | EOFException e) {
      throw unpacked.damaged(e);
    }
    return unpacked.entries;
  }

  /** Whether the end of the list of entries stands last: a stream stops before it. */
  private static boolean endsAsZip(byte[] content) {
    int at = content.length - END_LENGTH;
    return at >= 0 && Arrays.equals(content, at, at + END.length, END, 0, END.length);
  }

  /** Entries as they come, if they are what they should be. */
  private static final class Unpacked {
    private final String file;
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private long left = MOST_BYTES;

    Unpacked(String file) {
      this.file = file;
    }

    void add(ZipEntry entry, InputStream in) throws IOException {
      if (!NAME.matcher(entry.getName()).matches()
          || entry.getName().contains("..")
          || entries.containsKey(entry.getName())
          || entries.size() == MOST_ENTRIES) {
        throw new ModelException(file + " holds an entry it should not: " + entry.getName());
      }
      byte[] content = in.readNBytes((int) Math.min(left + 1, Integer.MAX_VALUE - 8));
      left -= content.length;
      // A stream tells the size behind the content, and compares it.
      if (left < 0 || (entry.getSize() >= 0 && content.length != entry.getSize())) {
        throw new ModelException(file + " is altered: " + entry.getName() + " has another size");
      }
      entries.put(entry.getName(), content);
    }

    ModelException damaged(IOException e) {
      return new ModelException(file + " is cut or altered, or no zip: " + e.getMessage(), e);
    }
  }

  /** A tree as an entry. */
  public static byte[] json(JsonNode tree) throws JsonProcessingException {
    return (JSON.writeValueAsString(tree) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Little-endian float32 as an entry. */
  public static byte[] bytes(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  /**
   * Reads {@link #bytes}.
   *
   * @throws IllegalArgumentException if these are no whole numbers of them
   */
  public static float[] floats(byte[] content) {
    if (content.length % Float.BYTES != 0) {
      throw new IllegalArgumentException(content.length + " bytes are no float32 array");
    }
    float[] values = new float[content.length / Float.BYTES];
    ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }
}
