package org.quarry.potential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.quarry.atoms.Element;

/**
 * The elements a potential describes and the label of its parameters that each of them uses;
 * several elements may share a label. Labels are numbered from 0 in the order of the elements.
 */
public final class Species {
  private static final int ELEMENTS = 118;

  private final Map<Element, String> labelOf; // empty: every element
  private final List<String> labels;
  private final int[] index = new int[ELEMENTS + 1];

  private Species(Map<Element, String> labelOf, List<String> labels) {
    this.labelOf = labelOf;
    this.labels = labels;
    Arrays.fill(index, labelOf.isEmpty() ? 0 : -1);
    labelOf.forEach((element, label) -> index[element.atomicNumber()] = labels.indexOf(label));
  }

  /** One kind of particle, whatever the element. */
  public static Species any() {
    return new Species(Map.of(), List.of("*"));
  }

  /**
   * Elements with their labels.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Species of(Map<Element, String> labelOf) {
    if (labelOf.isEmpty()) {
      throw new IllegalArgumentException("a potential needs at least one element");
    }
    Map<Element, String> sorted = new TreeMap<>(labelOf);
    return new Species(sorted, sorted.values().stream().distinct().toList());
  }

  /** One element under its own symbol. */
  public static Species of(Element element) {
    return of(Map.of(element, element.symbol()));
  }

  /**
   * What a spec asks of a set of labels: the elements it names, or else every label that is an
   * element's symbol.
   *
   * @throws ParameterFileException if a label is not in the set, or none is an element's symbol
   */
  static Species select(Map<Element, String> asked, Collection<String> labels, String source) {
    for (Map.Entry<Element, String> entry : asked.entrySet()) {
      if (!labels.contains(entry.getValue())) {
        throw new ParameterFileException(
            source
                + " holds no parameters for "
                + entry.getValue()
                + " (it has "
                + String.join(", ", labels)
                + ")");
      }
    }
    Map<Element, String> labelOf = new TreeMap<>(asked);
    if (asked.isEmpty()) {
      for (String label : labels) {
        Element.find(label).ifPresent(element -> labelOf.put(element, label));
      }
    }
    if (labelOf.isEmpty()) {
      throw new ParameterFileException(
          source
              + " names no element: say which label an element uses, as @Si="
              + labels.stream().findFirst().orElse("Si"));
    }
    return of(labelOf);
  }

  /** The distinct labels; their positions are the numbers that {@link #index} gives. */
  public List<String> labels() {
    return labels;
  }

  /** The number of the label of an element, −1 if the potential does not describe it. */
  public int index(int atomicNumber) {
    return index[atomicNumber];
  }

  /** Whether the potential describes an element. */
  public boolean contains(Element element) {
    return index(element.atomicNumber()) >= 0;
  }

  /** The elements in order of atomic number; all of them for {@link #any()}. */
  public List<Element> elements() {
    List<Element> elements = new ArrayList<>();
    for (int z = 1; z <= ELEMENTS; z++) {
      if (index[z] >= 0) {
        elements.add(Element.of(z));
      }
    }
    return elements;
  }

  /** For the canonical text: {@code {"Si": "Si(D)"}}, or {@code {"*": "*"}} for any element. */
  public Map<String, String> toMap() {
    return labelOf.isEmpty()
        ? Map.of("*", "*")
        : labelOf.entrySet().stream()
            .collect(Collectors.toMap(e -> e.getKey().symbol(), Map.Entry::getValue));
  }

  /** The symbols, as {@code "C, Si"}. */
  @Override
  public String toString() {
    return labelOf.isEmpty()
        ? "any element"
        : labelOf.keySet().stream().map(Element::symbol).collect(Collectors.joining(", "));
  }
}
