package org.quarry.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Settings given one by one, under the field's own names. */
final class Assignments {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "a setting, as r_cut=5 or compression.mode=mu2; lists as species=H,C (may be repeated)")
  private List<String> assignments = new ArrayList<>();

  /**
   * Puts the settings into a map, in place of what it had under their names; returns it.
   *
   * @throws UsageException if one cannot be read
   */
  Map<String, Object> addTo(Map<String, Object> settings) {
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        throw new UsageException("--set expects KEY=VALUE, got " + assignment);
      }
      put(settings, assignment.substring(0, equals), value(assignment.substring(equals + 1)));
    }
    return settings;
  }

  @SuppressWarnings("unchecked")
  private static void put(Map<String, Object> settings, String key, Object value) {
    int dot = key.indexOf('.');
    if (dot < 0) {
      settings.put(key, value);
      return;
    }
    Object inner = settings.computeIfAbsent(key.substring(0, dot), k -> new LinkedHashMap<>());
    if (!(inner instanceof Map)) {
      throw new UsageException(
          "--set " + key + ": " + key.substring(0, dot) + " has a value already");
    }
    put((Map<String, Object>) inner, key.substring(dot + 1), value);
  }

  /** A number, true or false, a JSON list or object, a comma-separated list, or else a text. */
  private static Object value(String text) {
    try {
      return JSON.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      return text.contains(",") ? List.of(text.split(",")) : text;
    }
  }
}
