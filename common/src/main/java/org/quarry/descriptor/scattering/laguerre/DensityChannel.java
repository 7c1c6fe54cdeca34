package org.quarry.descriptor.scattering.laguerre;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.quarry.atoms.Element;

/**
 * One density Σ_k c(Z_k) δ(x − x_k): a name and the charge c of every element.
 *
 * @param name what it is called in the layout
 * @param charges c by element, finite and not negative; an element without one has none (c = 0)
 */
public record DensityChannel(String name, Map<Element, Double> charges) {
  private static final int[] NOBLE_GASES = {86, 54, 36, 18, 10, 2};

  public DensityChannel {
    charges = Map.copyOf(charges);
    charges.forEach(
        (element, charge) -> {
          if (!(charge >= 0 && charge < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                "scattering-laguerre: channel "
                    + name
                    + " must give "
                    + element
                    + " a finite charge that is not negative, got "
                    + charge);
          }
        });
  }

  /**
   * The channels of the publications for any species: one for every element alone with its atomic
   * number, then {@code valence}, {@code core} and {@code sqrt}. For Li and Si: (3, 0), (0, 14),
   * (1, 4), (2, 10) and (√3, √14).
   */
  public static List<DensityChannel> published(List<Element> species) {
    List<DensityChannel> channels = new ArrayList<>(elements(species));
    for (String name : List.of("valence", "core", "sqrt")) {
      channels.addAll(named(name, species));
    }
    return List.copyOf(channels);
  }

  /**
   * Channels by name: {@code elements} (one for each), {@code full} (c = Z), {@code core}
   * (electrons of the last noble gas before the element), {@code valence} (the others, filled d and
   * f shells among them), {@code sqrt} (c = √Z).
   *
   * @throws IllegalArgumentException for other names
   */
  public static List<DensityChannel> named(String name, List<Element> species) {
    return switch (name) {
      case "elements" -> elements(species);
      case "full" -> List.of(of(name, species, z -> z));
      case "valence" -> List.of(of(name, species, z -> z - core(z)));
      case "core" -> List.of(of(name, species, DensityChannel::core));
      case "sqrt" -> List.of(of(name, species, Math::sqrt));
      default ->
          throw new IllegalArgumentException(
              "scattering-laguerre: channels must be among elements, full, valence, core and sqrt,"
                  + " or have a name and charges, got \""
                  + name
                  + "\"");
    };
  }

  /** c of an element. */
  public double charge(Element element) {
    return charges.getOrDefault(element, 0.0);
  }

  /** {@code {"name": …, "charges": {"Li": …}}}. */
  Map<String, Object> toMap() {
    Map<String, Double> bySymbol = new TreeMap<>();
    charges.forEach((element, charge) -> bySymbol.put(element.symbol(), charge));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("charges", bySymbol);
    return map;
  }

  private static List<DensityChannel> elements(List<Element> species) {
    return species.stream()
        .map(
            element ->
                new DensityChannel(element.symbol(), Map.of(element, 1.0 * element.atomicNumber())))
        .toList();
  }

  private static DensityChannel of(String name, List<Element> species, IntToDoubleFunction charge) {
    Map<Element, Double> charges = new LinkedHashMap<>();
    for (Element element : species) {
      charges.put(element, charge.applyAsDouble(element.atomicNumber()));
    }
    return new DensityChannel(name, charges);
  }

  private static int core(int z) {
    for (int gas : NOBLE_GASES) {
      if (gas < z) {
        return gas;
      }
    }
    return 0;
  }
}
