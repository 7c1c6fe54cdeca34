package org.quarry.network.potential;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.quarry.descriptor.soap.SoapParameters;
import org.quarry.descriptor.soap.SoapProvider;
import org.quarry.parameters.Settings;

/** {@link SoapFeatures} in the record of a potential. */
final class SoapJson {
  private static final String DESCRIPTOR = "descriptor";
  private static final String SPECIES = "species";
  private static final String HIDDEN = "hidden";
  private static final String MEAN = "mean";
  private static final String FACTOR = "factor";
  private static final ObjectMapper JSON = new ObjectMapper();

  private SoapJson() {}

  static void put(ObjectNode json, SoapFeatures net) {
    json.set(DESCRIPTOR, JSON.valueToTree(net.soap().toMap()));
    ArrayNode widths = json.putArray(HIDDEN);
    net.hidden().forEach(widths::add);
    ArrayNode mean = json.putArray(MEAN);
    net.standardization().mean().forEach(mean::add);
    ArrayNode factor = json.putArray(FACTOR);
    net.standardization().factor().forEach(factor::add);
  }

  static SoapFeatures read(JsonNode json) {
    if (!json.path(DESCRIPTOR).isObject()) {
      throw new IllegalArgumentException(
          "a potential of type soap names its descriptor's settings");
    }
    Map<String, Object> values =
        JSON.convertValue(json.get(DESCRIPTOR), new TypeReference<Map<String, Object>>() {});
    if (!values.containsKey(SPECIES)) { // a shape for any species
      values.put(SPECIES, JSON.convertValue(json.path(SPECIES), Object.class));
    }
    Settings settings = Settings.of("soap", values);
    SoapProvider provider = new SoapProvider();
    settings.refuseAllBut(provider.settings());
    SoapParameters soap = (SoapParameters) provider.create(settings).parameters();
    List<Integer> hidden = new ArrayList<>();
    json.path(HIDDEN).forEach(width -> hidden.add(width.asInt()));
    return json.has(MEAN)
        ? new SoapFeatures(
            soap, hidden, new Standardization(numbers(json, MEAN), numbers(json, FACTOR)))
        : SoapFeatures.of(soap, hidden); // a shape that is still to be fitted
  }

  private static List<Double> numbers(JsonNode json, String name) {
    List<Double> numbers = new ArrayList<>();
    json.path(name).forEach(number -> numbers.add(number.asDouble()));
    return numbers;
  }
}
