package org.quarry.parameters;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads loosely typed settings (from a command line, a configuration file, JSON) into typed
 * parameters: every value is fetched by name with the type that is wanted, and whatever is left
 * over at the end is refused. Numbers may come as text. A null counts as absent.
 *
 * <p>Every refusal is one line with the owner, the name and the value: {@code soap: n_max must be a
 * whole number, got "eight"}.
 */
public final class Settings {
  private final String owner;
  private final Map<String, Object> values;
  private final TreeSet<String> known = new TreeSet<>();

  private Settings(String owner, Map<String, Object> values) {
    this.owner = owner;
    this.values = values;
  }

  /**
   * Settings of something.
   *
   * @param owner what they belong to, for messages
   */
  public static Settings of(String owner, Map<String, ?> values) {
    Map<String, Object> present = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          if (value != null) {
            present.put(key, value);
          }
        });
    return new Settings(owner, present);
  }

  public boolean has(String key) {
    known.add(key);
    return values.containsKey(key);
  }

  /** A value that has to be there, as it was given. */
  public Object value(String key) {
    return required(key);
  }

  /** A finite number that has to be there. */
  public double number(String key) {
    return toNumber(key, required(key));
  }

  /** A finite number, or the given one where it is absent. */
  public double number(String key, double otherwise) {
    return has(key) ? number(key) : otherwise;
  }

  /** A whole number that has to be there. */
  public int integer(String key) {
    double value = number(key);
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
      throw wrong(key, "a whole number", values.get(key));
    }
    return (int) value;
  }

  /** A whole number, or the given one where it is absent. */
  public int integer(String key, int otherwise) {
    return has(key) ? integer(key) : otherwise;
  }

  /** True or false, or the given one where it is absent. */
  public boolean flag(String key, boolean otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    return switch (String.valueOf(values.get(key)).toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(key, "true or false", values.get(key));
    };
  }

  /** One of the names of an enumeration in lower case, or the given one where it is absent. */
  public <E extends Enum<E>> E choice(String key, E otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    Object value = values.get(key);
    List<String> names = new ArrayList<>();
    for (E constant : otherwise.getDeclaringClass().getEnumConstants()) {
      String name = textOf(constant);
      if (name.equals(value)) {
        return constant;
      }
      names.add(name);
    }
    throw wrong(key, "one of " + String.join(", ", names), value);
  }

  /** How {@link #choice} spells a constant. */
  public static String textOf(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** A list that has to be there; a single value counts as a list of one. */
  public List<Object> list(String key) {
    Object value = required(key);
    return value instanceof List<?> list ? List.copyOf(list) : List.of(value);
  }

  /**
   * Rows of finite numbers, none where they are absent. A row of one number stands without brackets
   * of its own.
   *
   * @param form what the numbers of a row are called, for messages
   */
  public List<List<Double>> rows(String key, String... form) {
    List<List<Double>> rows = new ArrayList<>();
    if (!has(key)) {
      return rows;
    }
    for (Object entry : values.get(key) instanceof List<?> list ? list : List.of(values.get(key))) {
      List<?> numbers = form.length == 1 ? Arrays.asList(entry) : asList(entry);
      if (numbers.size() != form.length) {
        throw wrong(key, "rows of [" + String.join(", ", form) + "]", entry);
      }
      rows.add(numbers.stream().map(number -> toNumber(key, number)).toList());
    }
    return rows;
  }

  private static List<?> asList(Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  /** A nested group of settings, empty where it is absent. */
  public Settings group(String key) {
    if (!has(key)) {
      return of(owner + " " + key, Map.of());
    }
    if (!(values.get(key) instanceof Map<?, ?> map)) {
      throw wrong(key, "an object with named values", values.get(key));
    }
    Map<String, Object> named = new LinkedHashMap<>();
    map.forEach((name, value) -> named.put(String.valueOf(name), value));
    return of(owner + " " + key, named);
  }

  /** All values as they were given, for another to read. */
  public Map<String, Object> toMap() {
    known.addAll(values.keySet());
    return new LinkedHashMap<>(values);
  }

  /** The names that are there, whatever they are. */
  public List<String> names() {
    known.addAll(values.keySet());
    return List.copyOf(values.keySet());
  }

  /**
   * To be called when everything was read.
   *
   * @throws IllegalArgumentException if a name was given that nobody asked for
   */
  public void refuseOthers() {
    refuseAllBut(known);
  }

  /**
   * To be called before anything is read, where all names are known: a misspelled name is a better
   * message than the missing one.
   *
   * @throws IllegalArgumentException if another name was given
   */
  public void refuseAllBut(Set<String> names) {
    for (String key : values.keySet()) {
      if (!names.contains(key)) {
        throw new IllegalArgumentException(
            owner
                + ": unknown parameter \""
                + key
                + "\" (known: "
                + String.join(", ", new TreeSet<>(names))
                + ")");
      }
    }
  }

  /** The exception for a value that was understood but is not allowed. */
  public IllegalArgumentException wrong(String key, String wanted, Object value) {
    return new IllegalArgumentException(
        owner
            + ": "
            + key
            + " must be "
            + wanted
            + ", got "
            + (value instanceof String ? "\"" + value + "\"" : value));
  }

  private Object required(String key) {
    if (!has(key)) {
      throw new IllegalArgumentException(owner + ": " + key + " is missing");
    }
    return values.get(key);
  }

  private double toNumber(String key, Object value) {
    double number = Double.NaN;
    if (value instanceof Number n) {
      number = n.doubleValue();
    } else if (value instanceof String text) {
      try {
        number = Double.parseDouble(text);
      } catch (NumberFormatException e) {
        throw wrong(key, "a number", value);
      }
    }
    if (!Double.isFinite(number)) {
      throw wrong(key, "a finite number", value);
    }
    return number;
  }
}
