package org.quarry.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.quarry.atoms.Element;

/**
 * Models on disk: a {@link VerifiedZip} whose manifest holds the card, with {@code
 * architecture.json}, {@code reference.json}, and arrays of little-endian float32: {@code
 * parameters/NAME.f32}, and for networks that read vectors {@code scaling/mean.f32} and {@code
 * scaling/factor.f32}.
 *
 * <p>The same model gives the same bytes. Nothing in a file names a class.
 */
public final class ModelFile {
  private static final String ARCHITECTURE = "architecture.json";
  private static final String REFERENCE = "reference.json";
  private static final String MEAN = "scaling/mean.f32";
  private static final String FACTOR = "scaling/factor.f32";
  private static final String PARAMETERS = "parameters/";
  private static final VerifiedZip.Format FORMAT = new VerifiedZip.Format("quarry-model", 1);
  private static final ObjectMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private ModelFile() {}

  /** Writes a model: temporary name, synced, renamed. */
  public static void write(Path file, Model model) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(ARCHITECTURE, VerifiedZip.json(model.architecture().toJson()));
    entries.put(REFERENCE, VerifiedZip.json(reference(model.reference())));
    model
        .scaling()
        .ifPresent(
            scaling -> {
              entries.put(MEAN, VerifiedZip.bytes(scaling.mean()));
              entries.put(FACTOR, VerifiedZip.bytes(scaling.factor()));
            });
    model
        .parameters()
        .forEach((name, x) -> entries.put(PARAMETERS + name + ".f32", VerifiedZip.bytes(x)));

    ObjectNode manifest = JSON.createObjectNode();
    manifest.putObject("units").put("energy", "eV").put("length", "Å");
    ObjectNode species = manifest.putObject("reference_energies");
    model.reference().atoms().forEach((element, eV) -> species.put(element.symbol(), eV));
    manifest.set("card", JSON.valueToTree(model.card()));
    new VerifiedZip(manifest, entries).write(file, FORMAT);
  }

  /**
   * Reads a model and verifies all of it.
   *
   * @throws ModelException if there is no such file, or it is cut, altered, of another format or
   *     inconsistent
   */
  public static Model read(Path file) throws IOException {
    try {
      return model(file.toString(), VerifiedZip.read(file, FORMAT));
    } catch (NoSuchFileException e) {
      throw new ModelException("there is no model " + file, e);
    }
  }

  /**
   * Reads a model from the content of its file and verifies all of it.
   *
   * @param file what errors call it
   * @throws ModelException if it is cut, altered, of another format or inconsistent
   */
  public static Model read(String file, byte[] content) throws IOException {
    return model(file, VerifiedZip.read(file, content, FORMAT));
  }

  private static Model model(String file, VerifiedZip zip) throws IOException {
    try {
      return assemble(
          JSON.treeToValue(zip.manifest().path("card"), ModelCard.class), zip.entries());
    } catch (JsonProcessingException e) {
      throw new ModelException(file + " is cut or altered: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new ModelException(file + " does not fit together: " + e.getMessage(), e);
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
                VerifiedZip.floats(content));
          }
        });
    EnergyReference reference = EnergyReference.of(atoms, zero.path("scale").asDouble());
    return architecture instanceof SoapNet network
        ? Model.of(
            network,
            card,
            FeatureScaling.of(
                VerifiedZip.floats(entries.get(MEAN)), VerifiedZip.floats(entries.get(FACTOR))),
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
}
