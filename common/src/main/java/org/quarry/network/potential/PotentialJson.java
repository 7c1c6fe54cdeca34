package org.quarry.network.potential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The shape of a potential as a record in files. Types are named by words from the list here; a
 * file never names a class.
 */
public final class PotentialJson {
  private static final int VERSION = 1;
  private static final String SCHNET = "schnet";
  private static final String PAINN = "painn";
  private static final String CGCNN = "cgcnn";
  private static final String SOAP = "soap";

  private PotentialJson() {}

  /** The record of a potential. */
  public static ObjectNode write(NeuralPotential potential) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("version", VERSION);
    if (potential.representation() instanceof SchNet net) {
      put(json, SCHNET, net, net.interactions(), net.basis(), net.basisSize());
    } else if (potential.representation() instanceof PaiNN net) {
      put(json, PAINN, net, net.interactions(), net.basis(), net.basisSize());
    } else if (potential.representation() instanceof Cgcnn net) {
      put(json, CGCNN, net, net.interactions(), net.basis(), net.basisSize());
    } else if (potential.representation() instanceof SoapFeatures net) {
      SoapJson.put(json.put("type", SOAP), net);
    } else {
      throw new IllegalArgumentException(
          "no name in files for " + potential.representation().getClass().getSimpleName());
    }
    return json.put("energy_hidden", potential.energy().hidden()).put("tasks", potential.tasks());
  }

  private static void put(
      ObjectNode json,
      String type,
      Representation representation,
      int interactions,
      RadialBasis basis,
      int basisSize) {
    json.put("type", type);
    ArrayNode symbols = json.putArray("species");
    representation.species().forEach(symbols::add);
    json.put("features", representation.features())
        .put("interactions", interactions)
        .put("radial_basis", basis.name().toLowerCase(Locale.ROOT))
        .put("radial_functions", basisSize)
        .put("cutoff", representation.cutoff());
  }

  /**
   * Reads a record.
   *
   * @throws IllegalArgumentException if the type is unknown or a value does not fit, with one line
   *     that says what
   */
  public static NeuralPotential read(JsonNode json) {
    if (json.path("version").asInt() != VERSION) {
      throw new IllegalArgumentException(
          "potential of version "
              + json.path("version").asText()
              + ", this program reads "
              + VERSION);
    }
    Representation representation = representation(json);
    return new NeuralPotential(
        representation,
        new AtomwiseEnergy(
            representation.features(),
            json.path("energy_hidden").asInt(representation.readoutWidth()),
            json.path("tasks").asInt(1))); // the first files do not say
  }

  private static Representation representation(JsonNode json) {
    String type = json.path("type").asText();
    if (type.equals(SOAP)) {
      return SoapJson.read(json);
    }
    List<String> species = new ArrayList<>();
    json.path("species").forEach(symbol -> species.add(symbol.asText()));
    int features = json.path("features").asInt();
    int interactions = json.path("interactions").asInt();
    RadialBasis basis = basis(json.path("radial_basis").asText());
    int basisSize = json.path("radial_functions").asInt();
    double cutoff = json.path("cutoff").asDouble();
    return switch (type) {
      case SCHNET -> new SchNet(species, features, interactions, basis, basisSize, cutoff);
      case PAINN -> new PaiNN(species, features, interactions, basis, basisSize, cutoff);
      case CGCNN -> new Cgcnn(species, features, interactions, basis, basisSize, cutoff);
      default ->
          throw new IllegalArgumentException(
              "potential type \""
                  + type
                  + "\" is not known to this program ("
                  + String.join(", ", SCHNET, PAINN, CGCNN, SOAP)
                  + ")");
    };
  }

  private static RadialBasis basis(String name) {
    for (RadialBasis basis : RadialBasis.values()) {
      if (basis.name().toLowerCase(Locale.ROOT).equals(name)) {
        return basis;
      }
    }
    throw new IllegalArgumentException(
        "radial basis \"" + name + "\" is not known to this program (gaussian, bessel)");
  }
}
