package org.quarry.atoms;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A chemical element, one instance each: compare with {@code ==} or by atomic number. */
public final class Element implements Comparable<Element> {
  private static final List<Element> ALL = load();
  private static final Map<String, Element> BY_SYMBOL = bySymbol();

  private final int atomicNumber;
  private final String symbol;
  private final double mass;

  private Element(int atomicNumber, String symbol, double mass) {
    this.atomicNumber = atomicNumber;
    this.symbol = symbol;
    this.mass = mass;
  }

  /**
   * The element with an atomic number.
   *
   * @throws IllegalArgumentException unless 1 ≤ {@code atomicNumber} ≤ 118
   */
  public static Element of(int atomicNumber) {
    if (atomicNumber < 1 || atomicNumber > ALL.size()) {
      throw new IllegalArgumentException("no element has the atomic number " + atomicNumber);
    }
    return ALL.get(atomicNumber - 1);
  }

  /**
   * The element with a symbol, in its usual spelling ({@code "Si"}, not {@code "SI"}).
   *
   * @throws IllegalArgumentException if no element has that symbol
   */
  public static Element of(String symbol) {
    return find(symbol)
        .orElseThrow(() -> new IllegalArgumentException("unknown element \"" + symbol + "\""));
  }

  /** The element with a symbol, if there is one. */
  public static Optional<Element> find(String symbol) {
    return Optional.ofNullable(BY_SYMBOL.get(symbol));
  }

  public int atomicNumber() {
    return atomicNumber;
  }

  public String symbol() {
    return symbol;
  }

  /** Standard atomic weight in unified atomic mass units. */
  public double mass() {
    return mass;
  }

  @Override
  public int compareTo(Element other) {
    return Integer.compare(atomicNumber, other.atomicNumber);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return atomicNumber;
  }

  @Override
  public String toString() {
    return symbol;
  }

  private static List<Element> load() {
    List<Element> elements = new ArrayList<>();
    try (var in = Element.class.getResourceAsStream("elements.csv");
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (Character.isDigit(line.charAt(0))) {
          String[] field = line.split(",", -1);
          elements.add(
              new Element(Integer.parseInt(field[0]), field[1], Double.parseDouble(field[2])));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(elements);
  }

  private static Map<String, Element> bySymbol() {
    Map<String, Element> elements = new HashMap<>();
    ALL.forEach(element -> elements.put(element.symbol, element));
    return elements;
  }
}
