package org.quarry.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.quarry.atoms.Configuration;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Descriptors;
import org.quarry.descriptor.Evaluator;
import org.quarry.descriptor.LocalDescriptor;
import org.quarry.descriptor.soap.Soap;

/** The vectors of every atom by a local descriptor, one row an atom. */
public final class DescriptorVectors implements AtomVectors {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Descriptor descriptor;
  private final Evaluator evaluator;

  private DescriptorVectors(Descriptor descriptor) {
    this.descriptor = descriptor;
    this.evaluator = descriptor.evaluator();
  }

  /**
   * The vectors by a descriptor, for one thread.
   *
   * @throws IllegalArgumentException if it does not have a row for each atom
   */
  public static DescriptorVectors of(Descriptor descriptor) {
    if (!(descriptor instanceof LocalDescriptor) || descriptor.rows() != Descriptor.Rows.CENTER) {
      throw new IllegalArgumentException(
          descriptor.parameters().canonicalText() + " has no vector for each atom");
    }
    return new DescriptorVectors(descriptor);
  }

  /**
   * The same with derivatives where the descriptor has them.
   *
   * @throws IllegalArgumentException if it does not have a row for each atom
   */
  public static AtomVectors differentiable(Descriptor descriptor) {
    AtomVectors plain = of(descriptor);
    return descriptor instanceof Soap soap ? new SoapVectors(soap) : plain;
  }

  /** The descriptor of a canonical text, as models and shards name theirs. */
  public static Descriptor descriptor(String canonicalText) {
    return descriptor(canonicalText, Map.of());
  }

  /** The per-atom form of a pooled descriptor: the same but for its average. */
  public static Descriptor perAtom(String canonicalText) {
    return descriptor(canonicalText, Map.of("average", "off"));
  }

  private static Descriptor descriptor(String canonicalText, Map<String, Object> changes) {
    try {
      JsonNode tree = JSON.readTree(canonicalText);
      Map<String, Object> settings =
          new TreeMap<>(
              JSON.convertValue(
                  tree.path("parameters"), new TypeReference<Map<String, Object>>() {}));
      settings.remove("dtype"); // how a lake rounds pooled values; these are computed anew
      settings.putAll(changes);
      return Descriptors.of(tree.path("name").asText(), settings);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no descriptor is written " + canonicalText, e);
    }
  }

  @Override
  public String hash() {
    return descriptor.parameters().hash();
  }

  @Override
  public int features() {
    return descriptor.features();
  }

  @Override
  public double[] of(Configuration configuration) {
    int rows = evaluator.evaluate(configuration);
    return Arrays.copyOf(evaluator.values(), rows * descriptor.features());
  }
}
