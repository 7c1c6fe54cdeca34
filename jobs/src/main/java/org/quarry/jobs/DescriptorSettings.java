package org.quarry.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Descriptors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A descriptor and its settings, under the field's own names. */
final class DescriptorSettings {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  @Option(names = "--descriptor", paramLabel = "NAME", description = "soap (default), coulomb, …")
  private String name = "soap";

  @Mixin private Assignments assignments = new Assignments();

  @Option(
      names = "--params",
      paramLabel = "JSON",
      description = "all settings as one JSON object in DScribe's form")
  private String json = "{}";

  /** The descriptor's name. */
  String name() {
    return name;
  }

  /**
   * The names of the settings that the descriptor knows.
   *
   * @throws UsageException if there is no such descriptor
   */
  Set<String> known() {
    try {
      return Descriptors.settings(name);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  /**
   * The settings: {@code --params} first, then each {@code --set}.
   *
   * @throws UsageException if one cannot be read
   */
  Map<String, Object> toMap() {
    try {
      return assignments.addTo(
          JSON.readValue(json, new TypeReference<LinkedHashMap<String, Object>>() {}));
    } catch (JsonProcessingException e) {
      throw new UsageException("--params is not a JSON object: " + e.getOriginalMessage());
    }
  }

  /** Whether {@code --params} is a JSON array, of which every object is one set of settings. */
  boolean isList() {
    return json.stripLeading().startsWith("[");
  }

  /**
   * Every set of settings: those of the array, or the one.
   *
   * @throws UsageException if one cannot be read
   */
  List<Map<String, Object>> toMaps() {
    if (!isList()) {
      return List.of(toMap());
    }
    List<LinkedHashMap<String, Object>> all;
    try {
      all = JSON.readValue(json, new TypeReference<List<LinkedHashMap<String, Object>>>() {});
    } catch (JsonProcessingException e) {
      throw new UsageException("--params is not an array of objects: " + e.getOriginalMessage());
    }
    if (all.isEmpty()) {
      throw new UsageException("--params is an empty array");
    }
    return all.stream().map(assignments::addTo).toList();
  }

  /**
   * The descriptor with some settings.
   *
   * @throws UsageException if there is none such
   * @throws InputException if a setting names a file that cannot be used
   */
  Descriptor descriptor(Map<String, Object> settings) {
    try {
      return Descriptors.of(name, settings);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    } catch (UncheckedIOException e) {
      throw new InputException(e.getMessage(), e);
    }
  }
}
