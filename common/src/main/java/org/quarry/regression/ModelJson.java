package org.quarry.regression;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Reads and writes the JSON of models. What does not fit is refused with one line that names the
 * field; nothing has a default.
 */
final class ModelJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .build();

  /** Features, classes, rows …: beyond this many a file is broken. */
  static final int MOST = 1 << 20;

  private ModelJson() {}

  static ObjectNode object(String type, int version) {
    return JsonNodeFactory.instance.objectNode().put("type", type).put("version", version);
  }

  static ArrayNode array(double... values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(values.length);
    for (double value : values) {
      array.add(value);
    }
    return array;
  }

  static ArrayNode array(int... values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(values.length);
    for (int value : values) {
      array.add(value);
    }
    return array;
  }

  static ArrayNode matrix(double[]... rows) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(rows.length);
    for (double[] row : rows) {
      array.add(array(row));
    }
    return array;
  }

  static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** Checks the two fields that every model begins with. */
  static void expect(JsonNode json, String type, int version) {
    String found = text(json, "type");
    if (!found.equals(type)) {
      throw new IllegalArgumentException("expected a " + type + " but found a " + quoted(found));
    }
    int foundVersion = integer(json, "version", 1, Integer.MAX_VALUE);
    if (foundVersion != version) {
      throw new IllegalArgumentException(
          type + " of version " + foundVersion + "; this program reads version " + version);
    }
  }

  static JsonNode field(JsonNode json, String name) {
    JsonNode value = json.get(name);
    if (value == null || value.isNull()) {
      throw new IllegalArgumentException("the field \"" + name + "\" is missing");
    }
    return value;
  }

  static JsonNode objectField(JsonNode json, String name) {
    return check(field(json, name), name, field(json, name).isObject(), "an object");
  }

  static JsonNode arrayField(JsonNode json, String name) {
    return check(field(json, name), name, field(json, name).isArray(), "an array");
  }

  static String text(JsonNode json, String name) {
    return check(field(json, name), name, field(json, name).isTextual(), "text").textValue();
  }

  static int integer(JsonNode json, String name, int least, int most) {
    return integerValue(field(json, name), name, least, most);
  }

  static double number(JsonNode json, String name) {
    return numberValue(field(json, name), name);
  }

  static int[] integers(JsonNode json, String name, int least, int most) {
    JsonNode array = arrayField(json, name);
    int[] values = new int[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = integerValue(array.get(i), name + "[" + i + "]", least, most);
    }
    return values;
  }

  static double[] numbers(JsonNode json, String name) {
    return values(arrayField(json, name), name, arrayField(json, name).size());
  }

  /** The rows of a matrix; they may differ in length. */
  static double[][] matrix(JsonNode json, String name) {
    return elements(json, name, double[][]::new, row -> values(row, name, row.size()));
  }

  /** The numbers of an array of known length. */
  static double[] values(JsonNode array, String name, int length) {
    check(array, name, array.isArray() && array.size() == length, "an array of " + length);
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = numberValue(array.get(i), name + "[" + i + "]");
    }
    return values;
  }

  /** Reads the elements of an array; an error names the element. */
  static <T> T[] elements(
      JsonNode json, String name, IntFunction<T[]> newArray, Function<JsonNode, T> read) {
    JsonNode array = arrayField(json, name);
    try {
      return elements(array, newArray, read);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + e.getMessage(), e);
    }
  }

  /** Reads the elements of an array that has no name of its own. */
  static <T> T[] elements(JsonNode array, IntFunction<T[]> newArray, Function<JsonNode, T> read) {
    T[] values = newArray.apply(array.size());
    for (int i = 0; i < values.length; i++) {
      try {
        values[i] = read.apply(array.get(i));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("[" + i + "]: " + e.getMessage(), e);
      }
    }
    return values;
  }

  static double numberValue(JsonNode value, String name) {
    double number = check(value, name, value.isNumber(), "a number").doubleValue();
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("\"" + name + "\" is " + number);
    }
    return number;
  }

  static int integerValue(JsonNode value, String name, int least, int most) {
    check(value, name, value.isIntegralNumber() && value.canConvertToInt(), "a whole number");
    int number = value.intValue();
    if (number < least || number > most) {
      throw new IllegalArgumentException(
          "\"" + name + "\" must lie between " + least + " and " + most + ", got " + number);
    }
    return number;
  }

  private static JsonNode check(JsonNode value, String name, boolean fits, String wanted) {
    if (!fits) {
      throw new IllegalArgumentException(
          "\"" + name + "\" must be " + wanted + ", got " + quoted(value.toString()));
    }
    return value;
  }

  private static String quoted(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
