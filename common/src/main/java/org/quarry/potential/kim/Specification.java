package org.quarry.potential.kim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.quarry.atoms.Element;

/**
 * A model's {@code kimspec.edn}: maps, vectors and strings in EDN, of which we take title, species
 * and source. What cannot be read counts as absent: a model works without.
 */
final class Specification {
  private final String text;
  private int at;

  private Specification(String text) {
    this.text = text;
  }

  /** What is known of a model without a specification. */
  static Description unknown(String model) {
    return new Description(model, List.of(), Double.NaN, Double.NaN, "", "");
  }

  /** What a specification says of a model. */
  static Description describe(String model, String edn) {
    Object value;
    try {
      value = new Specification(edn).value();
    } catch (IndexOutOfBoundsException | IllegalStateException e) {
      return unknown(model);
    }
    if (!(value instanceof Map<?, ?> map)) {
      return unknown(model);
    }
    List<String> species =
        items(map.get("species"))
            .map(String::valueOf)
            .flatMap(symbol -> Element.find(symbol).stream())
            .sorted()
            .map(Element::symbol)
            .toList();
    return new Description(
        model, species, Double.NaN, Double.NaN, plain(map.get("title")), citation(map));
  }

  private static Stream<?> items(Object value) {
    return value instanceof List<?> list ? list.stream() : Stream.empty();
  }

  /** The primary source, or the first, or the archive's own entry. */
  private static String citation(Map<?, ?> map) {
    Optional<Map<?, ?>> source =
        items(map.get("source-citations"))
            .<Map<?, ?>>flatMap(item -> item instanceof Map<?, ?> m ? Stream.of(m) : Stream.empty())
            .min(Comparator.comparing(item -> !item.containsKey("recordprimary")));
    if (source.isEmpty()) {
      return plain(map.get("doi")).isEmpty() ? "" : "doi:" + plain(map.get("doi"));
    }
    Map<?, ?> item = source.get();
    String where =
        Stream.of("journal", "volume", "pages")
            .map(key -> plain(item.get(key)).replace("--", "–"))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" "));
    String year = plain(item.get("year")).isEmpty() ? "" : " (" + plain(item.get("year")) + ")";
    return Stream.of(
            plain(item.get("author")),
            where + year,
            plain(item.get("doi")).isEmpty() ? "" : "doi:" + plain(item.get("doi")))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }

  /** A string without BibTeX's braces and line ends. */
  private static String plain(Object value) {
    return value instanceof String string
        ? string.replaceAll("[{}]", "").replaceAll("\\s+", " ").strip()
        : "";
  }

  private Object value() {
    return switch (next()) {
      case '{' -> map();
      case '[', '(' -> list();
      case '"' -> string();
      default -> symbol();
    };
  }

  private Map<Object, Object> map() {
    Map<Object, Object> map = new LinkedHashMap<>();
    at++;
    while (next() != '}') {
      Object key = value();
      map.put(key, value());
    }
    at++;
    return map;
  }

  private List<Object> list() {
    List<Object> list = new ArrayList<>();
    at++;
    while (next() != ']' && next() != ')') {
      list.add(value());
    }
    at++;
    return list;
  }

  /** The next character that means something; it is not taken. */
  private char next() {
    while (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == ',') {
      at++;
    }
    return text.charAt(at);
  }

  private String string() {
    StringBuilder string = new StringBuilder();
    for (at++; text.charAt(at) != '"'; at++) {
      if (text.charAt(at) == '\\') {
        at++;
      }
      string.append(text.charAt(at));
    }
    at++;
    return string.toString();
  }

  private String symbol() {
    int start = at;
    while (!Character.isWhitespace(text.charAt(at)) && "{}[]()\",".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (at == start) {
      throw new IllegalStateException("unexpected " + text.charAt(at));
    }
    return text.substring(start, at);
  }
}
