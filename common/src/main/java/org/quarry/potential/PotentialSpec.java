package org.quarry.potential;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.quarry.atoms.Element;

/**
 * How a potential is named on a command line: {@code NAME}, {@code NAME:FILE[,FILE...]}, {@code
 * NAME{k=v,...}} or {@code kim:MODEL}, each optionally followed by {@code @El=Label,...}, the
 * elements to describe and the label of the parameters that each uses ({@code @Si} for
 * {@code @Si=Si}).
 *
 * @param text the spec as written
 * @param name what stands before the colon, brace or {@code @}
 * @param arguments files, or KIM's model
 * @param settings in the order written
 * @param elements element to label; empty where the spec names none
 */
public record PotentialSpec(
    String text,
    String name,
    List<String> arguments,
    Map<String, String> settings,
    Map<Element, String> elements) {
  private static final String FORM =
      "write NAME, NAME:FILE[,FILE...], NAME{k=v,...} or kim:MODEL, then perhaps @El=Label,...";

  public PotentialSpec {
    arguments = List.copyOf(arguments);
    settings = Map.copyOf(settings);
    elements = Map.copyOf(elements);
  }

  /**
   * Reads a spec.
   *
   * @throws IllegalArgumentException if it does not have the form above
   */
  public static PotentialSpec parse(String text) {
    String spec = text.strip();
    int end = endOfHead(spec);
    String head = spec.substring(0, end).strip();
    Map<Element, String> elements =
        end == spec.length() ? Map.of() : elements(spec, spec.substring(end + 1));
    int colon = head.indexOf(':');
    int brace = head.indexOf('{');
    if (colon >= 0 && (brace < 0 || colon < brace)) {
      List<String> arguments = split(spec, head.substring(colon + 1));
      return new PotentialSpec(
          spec, name(spec, head.substring(0, colon)), arguments, Map.of(), elements);
    }
    if (brace >= 0) {
      if (!head.endsWith("}")) {
        throw malformed(spec, "its brace is not closed");
      }
      String inside = head.substring(brace + 1, head.length() - 1);
      return new PotentialSpec(
          spec, name(spec, head.substring(0, brace)), List.of(), settings(spec, inside), elements);
    }
    return new PotentialSpec(spec, name(spec, head), List.of(), Map.of(), elements);
  }

  /** Where the {@code @} of the elements stands; one before a slash belongs to a path. */
  private static int endOfHead(String spec) {
    int at = spec.lastIndexOf('@');
    int after = Math.max(spec.lastIndexOf('/'), spec.lastIndexOf('}'));
    return at > after ? at : spec.length();
  }

  private static String name(String spec, String name) {
    if (!name.matches("[A-Za-z][A-Za-z0-9_-]*")) {
      throw malformed(spec, "\"" + name + "\" is not a name");
    }
    return name;
  }

  private static List<String> split(String spec, String list) {
    List<String> parts = new ArrayList<>();
    for (String part : list.split(",", -1)) {
      if (part.isBlank()) {
        throw malformed(spec, "an item is empty");
      }
      parts.add(part.strip());
    }
    return parts;
  }

  private static Map<String, String> settings(String spec, String inside) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String item : inside.isBlank() ? List.<String>of() : split(spec, inside)) {
      int equals = item.indexOf('=');
      if (equals <= 0) {
        throw malformed(spec, "\"" + item + "\" is not key=value");
      }
      String key = item.substring(0, equals).strip();
      if (settings.put(key, item.substring(equals + 1).strip()) != null) {
        throw malformed(spec, key + " is given twice");
      }
    }
    return settings;
  }

  private static Map<Element, String> elements(String spec, String list) {
    Map<Element, String> elements = new TreeMap<>();
    for (String item : split(spec, list)) {
      String[] part = item.split("=", 2);
      Element element =
          Element.find(part[0].strip())
              .orElseThrow(() -> malformed(spec, "\"" + part[0] + "\" is not an element"));
      String label = part.length == 2 ? part[1].strip() : element.symbol();
      if (label.isEmpty() || elements.put(element, label) != null) {
        throw malformed(spec, element + (label.isEmpty() ? " has no label" : " is given twice"));
      }
    }
    return elements;
  }

  private static IllegalArgumentException malformed(String spec, String why) {
    return new IllegalArgumentException("potential \"" + spec + "\": " + why + "; " + FORM);
  }

  private IllegalArgumentException refused(String why) {
    return new IllegalArgumentException("potential \"" + text + "\": " + why);
  }

  /** The parameter files that the spec names: its arguments, but for a KIM model's name. */
  public List<String> files() {
    return name.equals("kim") ? List.of() : arguments;
  }

  /** The one file that the spec names. */
  Path onlyFile() {
    if (arguments.size() != 1 || !settings.isEmpty()) {
      throw refused("needs one parameter file, as " + name + ":FILE");
    }
    return Path.of(arguments.get(0));
  }

  /** The files that the spec names, at least one. */
  List<Path> someFiles() {
    if (arguments.isEmpty() || !settings.isEmpty()) {
      throw refused("needs parameter files, as " + name + ":FILE,FILE");
    }
    return arguments.stream().map(Path::of).toList();
  }

  /** Refuses everything but a bare name. */
  void requireNameOnly() {
    if (!arguments.isEmpty() || !settings.isEmpty() || !elements.isEmpty()) {
      throw refused("a built-in set takes neither files nor settings nor elements");
    }
  }

  /** Refuses files and settings of other names. */
  void requireSettings(String... known) {
    if (!arguments.isEmpty()) {
      throw refused("takes settings, not files: " + name + "{" + String.join("=,", known) + "=}");
    }
    for (String key : settings.keySet()) {
      if (!List.of(known).contains(key)) {
        throw refused("unknown setting " + key + " (" + String.join(", ", known) + ")");
      }
    }
  }

  double number(String key) {
    String value = settings.get(key);
    if (value == null) {
      throw refused("needs " + key);
    }
    try {
      double number = Double.parseDouble(value);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "potential \"" + text + "\": " + key + " is not a number: " + value, e);
    }
    throw refused(key + " is " + value);
  }

  /** The setting {@code shift}, true or false; false where it is not given. */
  Truncation truncation() {
    return switch (settings.getOrDefault("shift", "false")) {
      case "true" -> Truncation.SHIFTED;
      case "false" -> Truncation.CUT;
      default -> throw refused("shift is true or false, got " + settings.get("shift"));
    };
  }

  /** The elements named, all of one kind; every element where none is named. */
  Species speciesOfOneKind() {
    if (elements.isEmpty()) {
      return Species.any();
    }
    Map<Element, String> alike = new TreeMap<>();
    elements.keySet().forEach(element -> alike.put(element, "*"));
    return Species.of(alike);
  }

  static void requirePositive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be positive, got " + value);
    }
  }

  static void requireOneLabel(String name, Species species) {
    if (species.labels().size() != 1) {
      throw new IllegalArgumentException(name + " treats all atoms alike, got " + species);
    }
  }
}
