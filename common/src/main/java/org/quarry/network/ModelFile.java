package org.quarry.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.quarry.atoms.Element;
import org.quarry.shard.AtomicFile;

/**
 * Models on disk: a zip of {@code manifest.json} (format version, card, length and SHA-256 of every
 * other entry), {@code manifest.sha256}, {@code architecture.json}, {@code reference.json}, and
 * arrays of little-endian float32: {@code parameters/NAME.f32}, and for networks that read vectors
 * {@code scaling/mean.f32} and {@code scaling/factor.f32}.
 *
 * <p>The same model gives the same bytes. Nothing in a file names a class.
 */
public final class ModelFile {
  static final String MANIFEST = "manifest.json";
  static final String MANIFEST_SUM = "manifest.sha256";
  private static final String ARCHITECTURE = "architecture.json";
  private static final String REFERENCE = "reference.json";
  private static final String MEAN = "scaling/mean.f32";
  private static final String FACTOR = "scaling/factor.f32";
  private static final String PARAMETERS = "parameters/";
  private static final String FORMAT = "quarry-model";
  private static final int VERSION = 1;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private ModelFile() {}

  /** Writes a model: temporary name, synced, renamed. */
  public static void write(Path file, Model model) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(ARCHITECTURE, json(model.architecture().toJson()));
    entries.put(REFERENCE, json(reference(model.reference())));
    model
        .scaling()
        .ifPresent(
            scaling -> {
              entries.put(MEAN, bytes(scaling.mean()));
              entries.put(FACTOR, bytes(scaling.factor()));
            });
    model.parameters().forEach((name, x) -> entries.put(PARAMETERS + name + ".f32", bytes(x)));

    ObjectNode manifest = JSON.createObjectNode();
    manifest.put("format", FORMAT).put("format_version", VERSION);
    manifest.putObject("units").put("energy", "eV").put("length", "Å");
    ObjectNode species = manifest.putObject("reference_energies");
    model.reference().atoms().forEach((element, eV) -> species.put(element.symbol(), eV));
    manifest.set("card", JSON.valueToTree(model.card()));
    ObjectNode sums = manifest.putObject("entries");
    entries.forEach(
        (name, content) ->
            sums.putObject(name)
                .put("bytes", content.length)
                .put("sha256", AtomicFile.sha256(content)));

    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(zipped)) {
      byte[] text = json(manifest);
      add(zip, MANIFEST, text);
      add(zip, MANIFEST_SUM, AtomicFile.sha256(text).getBytes(StandardCharsets.US_ASCII));
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        add(zip, entry.getKey(), entry.getValue());
      }
    }
    AtomicFile.write(file, zipped.toByteArray());
  }

  /**
   * Reads a model and verifies all of it.
   *
   * @throws ModelException if there is no such file, or it is cut, altered, of another format or
   *     inconsistent
   */
  public static Model read(Path file) throws IOException {
    try {
      Map<String, byte[]> entries = VerifiedZip.read(file);
      byte[] text = entries.remove(MANIFEST);
      byte[] sum = entries.remove(MANIFEST_SUM);
      if (text == null || sum == null) {
        throw new ModelException(file + " is no model (it has no " + MANIFEST + ")");
      }
      if (!AtomicFile.sha256(text).equals(new String(sum, StandardCharsets.US_ASCII))) {
        throw new ModelException(file + " was altered: " + MANIFEST + " fails its checksum");
      }
      JsonNode manifest = JSON.readTree(text);
      if (!manifest.path("format").asText().equals(FORMAT)) {
        throw new ModelException(file + " is no model");
      }
      int version = manifest.path("format_version").asInt();
      if (version != VERSION) {
        throw new ModelException(
            file + " has format version " + version + ", this program reads " + VERSION);
      }
      verify(file, manifest.path("entries"), entries);
      return assemble(JSON.treeToValue(manifest.path("card"), ModelCard.class), entries);
    } catch (NoSuchFileException e) {
      throw new ModelException("there is no model " + file, e);
    } catch (JsonProcessingException e) {
      throw new ModelException(file + " is cut or altered: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new ModelException(file + " does not fit together: " + e.getMessage(), e);
    }
  }

  private static void verify(Path file, JsonNode sums, Map<String, byte[]> entries)
      throws ModelException {
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      JsonNode sum = sums.path(entry.getKey());
      if (sum.isMissingNode()) {
        throw new ModelException(file + " holds an entry it does not list: " + entry.getKey());
      }
      if (sum.path("bytes").asLong() != entry.getValue().length
          || !sum.path("sha256").asText().equals(AtomicFile.sha256(entry.getValue()))) {
        throw new ModelException(
            file + " was altered: " + entry.getKey() + " fails its checksum; train it again");
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

  private static Model assemble(ModelCard card, Map<String, byte[]> entries) throws IOException {
    Architecture architecture = Architecture.fromJson(JSON.readTree(entries.get(ARCHITECTURE)));
    JsonNode zero = JSON.readTree(entries.get(REFERENCE));
    SortedMap<Element, Double> atoms = new TreeMap<>();
    zero.path("atoms")
        .fields()
        .forEachRemaining(e -> atoms.put(Element.of(e.getKey()), e.getValue().asDouble()));
    Map<String, float[]> parameters = new LinkedHashMap<>();
    entries.forEach(
        (name, content) -> {
          if (name.startsWith(PARAMETERS)) {
            parameters.put(
                name.substring(PARAMETERS.length(), name.length() - ".f32".length()),
                floats(content));
          }
        });
    EnergyReference reference = EnergyReference.of(atoms, zero.path("scale").asDouble());
    return architecture instanceof SoapNet network
        ? Model.of(
            network,
            card,
            FeatureScaling.of(floats(entries.get(MEAN)), floats(entries.get(FACTOR))),
            reference,
            parameters)
        : Model.of((PotentialNetwork) architecture, card, reference, parameters);
  }

  private static ObjectNode reference(EnergyReference reference) {
    ObjectNode json = JSON.createObjectNode();
    ObjectNode atoms = json.putObject("atoms");
    reference.atoms().forEach((element, eV) -> atoms.put(element.symbol(), eV));
    return json.put("scale", reference.scale());
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0)); // same model, same bytes
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private static byte[] json(JsonNode tree) throws JsonProcessingException {
    return (JSON.writeValueAsString(tree) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  private static float[] floats(byte[] content) {
    if (content.length % Float.BYTES != 0) {
      throw new IllegalArgumentException(content.length + " bytes are no float32 array");
    }
    float[] values = new float[content.length / Float.BYTES];
    ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }
}
