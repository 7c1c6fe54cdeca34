package org.quarry.spark.ml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.Identifiable;
import scala.collection.JavaConverters;

/** A descriptor's setting under the field's name: a number, a text, a flag, a list or a map. */
final class SettingParam extends Param<Object> {
  private static final long serialVersionUID = 1;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BYTES = "base64";

  SettingParam(Identifiable parent, String descriptor, String name) {
    super(parent, name, "setting " + name + " of the descriptor " + descriptor);
  }

  /** A value as Java has it, whatever collections a notebook in Scala gave. */
  static Object plain(Object value) {
    if (value instanceof scala.collection.Map<?, ?> map) {
      return plain(JavaConverters.mapAsJavaMap(map));
    }
    if (value instanceof scala.collection.Seq<?> seq) {
      return plain(JavaConverters.seqAsJavaList(seq));
    }
    if (value instanceof Object[] array) {
      return plain(List.of(array));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(SettingParam::plain).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> named = new LinkedHashMap<>();
      map.forEach((key, inner) -> named.put(String.valueOf(key), plain(inner)));
      return named;
    }
    return value;
  }

  /** Bytes, the content of a file say, are written as text that says so. */
  @Override
  public String jsonEncode(Object value) {
    try {
      Object plain = plain(value);
      return JSON.writeValueAsString(plain instanceof byte[] ? Map.of(BYTES, plain) : plain);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(name() + " cannot be written as JSON: " + value, e);
    }
  }

  @Override
  public Object jsonDecode(String json) {
    try {
      Object value = JSON.readValue(json, Object.class);
      return value instanceof Map<?, ?> map && map.get(BYTES) instanceof String text
          ? Base64.getDecoder().decode(text)
          : value;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(name() + " is not JSON: " + json, e);
    }
  }
}
