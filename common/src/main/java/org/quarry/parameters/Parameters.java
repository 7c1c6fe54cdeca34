package org.quarry.parameters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * A small immutable record of settings. Two results with the same name and {@link #hash()} were
 * made the same way; tables of different settings live side by side under their hashes.
 */
public interface Parameters {
  /** What the settings belong to: {@code "soap"}, {@code "coulomb"}, {@code "sw"} … */
  String name();

  /**
   * Every setting that the result depends on, under the names that the command line uses. Values
   * are strings, numbers, booleans, lists and maps of these; none is left out because it has its
   * default.
   */
  Map<String, Object> toMap();

  /**
   * Compact JSON {@code {"name":…,"parameters":{…}}} with sorted keys and numbers in shortest
   * round-trip form.
   */
  default String canonicalText() {
    try {
      return Canonical.JSON.writeValueAsString(Map.of("name", name(), "parameters", toMap()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("parameters of " + name() + " cannot be written as JSON", e);
    }
  }

  /** The first 16 hexadecimal digits of the SHA-256 of the canonical text. */
  default String hash() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(canonicalText().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** Holds the one JSON writer. */
  final class Canonical {
    private static final ObjectMapper JSON =
        JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(
                StreamWriteFeature.USE_FAST_DOUBLE_WRITER) // Double.toString is not always shortest
            .build();

    private Canonical() {}
  }
}
