package org.quarry.regression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.quarry.atoms.Element;

/**
 * Offsets that bring the energies of empirical potentials to the zero of a reference method: E_EIP
 * + N·perAtom + Σ_Z n_Z·perElement_Z. Fitted once on training rows ({@link #fit}), stored, and
 * applied wherever energies are read.
 *
 * @param method how the offsets were found
 * @param shifts the offsets of each potential that can be used
 * @param excluded potentials that are not used, with the reason: left out by the user, no energy on
 *     any training row, or the same numbers as another
 */
public record EnergyAlignment(
    AlignmentMethod method, SortedMap<String, Shift> shifts, SortedMap<String, String> excluded) {
  private static final String TYPE = "energy-alignment";
  private static final int VERSION = 1;

  public EnergyAlignment {
    shifts = Collections.unmodifiableSortedMap(new TreeMap<>(shifts));
    excluded = Collections.unmodifiableSortedMap(new TreeMap<>(excluded));
  }

  /**
   * Offsets of one potential, in eV per atom.
   *
   * @param perAtom for every atom
   * @param perElement for atoms of an element, besides; empty if elements are not told apart
   * @param rows how many training rows they were fitted on
   */
  public record Shift(double perAtom, SortedMap<Element, Double> perElement, int rows) {
    public Shift {
      perElement = Collections.unmodifiableSortedMap(new TreeMap<>(perElement));
    }

    static Shift uniform(double perAtom, int rows) {
      return new Shift(perAtom, Collections.emptySortedMap(), rows);
    }

    /** Whether the elements of a configuration were fitted. */
    boolean covers(Composition composition) {
      return perElement.isEmpty() || perElement.keySet().containsAll(composition.counts().keySet());
    }

    /** What to add to the energy of a configuration, in eV. */
    double of(Composition composition) {
      double shift = composition.size() * perAtom;
      if (!perElement.isEmpty()) {
        for (Map.Entry<Element, Integer> part : composition.counts().entrySet()) {
          Double offset = perElement.get(part.getKey());
          if (offset == null) {
            throw new IllegalArgumentException(
                "the alignment was fitted on "
                    + perElement.keySet()
                    + " only, not on "
                    + part.getKey());
          }
          shift += part.getValue() * offset;
        }
      }
      return shift;
    }
  }

  /**
   * Fits the offsets.
   *
   * @param training rows of the training side only
   * @throws IllegalArgumentException if there is no row
   */
  public static EnergyAlignment fit(
      AlignmentSettings settings, List<String> potentials, List<ReferenceRow> training) {
    return new AlignmentFit(settings, training).fit(potentials);
  }

  /** Fits the offsets by a method, leaving nothing out but twins and mutes. */
  public static EnergyAlignment fit(
      AlignmentMethod method, List<String> potentials, List<ReferenceRow> training) {
    return fit(AlignmentSettings.of(method), potentials, training);
  }

  /** The potentials that can be used, by name. */
  public List<String> potentials() {
    return List.copyOf(shifts.keySet());
  }

  /** Whether energies of a configuration can be aligned: its elements were fitted. */
  public boolean covers(String potential, Composition composition) {
    Shift shift = shifts.get(potential);
    return shift != null && shift.covers(composition);
  }

  /**
   * The aligned energy of a configuration in eV.
   *
   * @param energy as the potential gave it, in eV
   * @throws IllegalArgumentException if the potential was not aligned or an element not fitted
   */
  public double align(String potential, Composition composition, double energy) {
    Shift shift = shifts.get(potential);
    if (shift == null) {
      throw new IllegalArgumentException(
          "no alignment for "
              + potential
              + " ("
              + excluded.getOrDefault(potential, "it was not among the potentials aligned")
              + ")");
    }
    return energy + shift.of(composition);
  }

  /** The alignment as JSON, from which {@link #fromJson} reads it back bit for bit. */
  public JsonNode toJson() {
    ObjectNode json = ModelJson.object(TYPE, VERSION).put("method", method.text());
    ObjectNode all = json.putObject("shifts");
    shifts.forEach(
        (potential, shift) -> {
          ObjectNode one = all.putObject(potential).put("per_atom", shift.perAtom());
          ObjectNode elements = one.putObject("per_element");
          shift.perElement().forEach((element, eV) -> elements.put(element.symbol(), eV));
          one.put("rows", shift.rows());
        });
    ObjectNode reasons = JsonNodeFactory.instance.objectNode();
    excluded.forEach(reasons::put);
    json.set("excluded", reasons);
    return json;
  }

  /**
   * Reads an alignment.
   *
   * @throws IllegalArgumentException if the JSON is not that of one, with one line that says where
   */
  public static EnergyAlignment fromJson(JsonNode json) {
    ModelJson.expect(json, TYPE, VERSION);
    SortedMap<String, Shift> shifts = new TreeMap<>();
    ModelJson.objectField(json, "shifts")
        .fields()
        .forEachRemaining(entry -> shifts.put(entry.getKey(), shiftFromJson(entry.getValue())));
    SortedMap<String, String> excluded = new TreeMap<>();
    JsonNode reasons = ModelJson.objectField(json, "excluded");
    reasons
        .fieldNames()
        .forEachRemaining(name -> excluded.put(name, ModelJson.text(reasons, name)));
    return new EnergyAlignment(
        AlignmentMethod.of(ModelJson.text(json, "method")), shifts, excluded);
  }

  private static Shift shiftFromJson(JsonNode json) {
    SortedMap<Element, Double> perElement = new TreeMap<>();
    JsonNode elements = ModelJson.objectField(json, "per_element");
    elements
        .fieldNames()
        .forEachRemaining(
            symbol -> perElement.put(Element.of(symbol), ModelJson.number(elements, symbol)));
    return new Shift(
        ModelJson.number(json, "per_atom"),
        perElement,
        ModelJson.integer(json, "rows", 0, Integer.MAX_VALUE));
  }
}
