package org.quarry.jobs;

import java.util.List;
import java.util.Optional;
import org.quarry.atoms.Element;
import org.quarry.lake.Lake;
import picocli.CommandLine.Option;

/** The elements of a lake: a setting, fixed by the first job that is told them. */
final class SpeciesOption {
  private static final String SPECIES = "species";

  @Option(
      names = "--species",
      split = ",",
      paramLabel = "SYMBOL",
      description = "all elements that the lake is to hold, told once")
  private List<String> species = List.of();

  /** Whether they were told on this command line. */
  boolean isTold() {
    return !species.isEmpty();
  }

  /**
   * Symbols by atomic number.
   *
   * @throws UsageException if nobody ever told them, or others are told now
   */
  List<String> of(Lake lake) {
    String wanted = wanted();
    if (wanted.isEmpty()) {
      Optional<String> held = lake.setting(SPECIES);
      return List.of(
          held.orElseThrow(
                  () -> new UsageException("tell the lake's species once, as --species Si,O"))
              .split(","));
    }
    String held = lake.settingOrElse(SPECIES, wanted);
    if (!held.equals(wanted)) {
      throw new UsageException(
          "the lake's species are "
              + held
              + ", fixed by the first job that was told; make another lake for "
              + wanted);
    }
    return List.of(held.split(","));
  }

  private String wanted() {
    try {
      return String.join(
          ",", species.stream().map(Element::of).distinct().sorted().map(Element::symbol).toList());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--species: " + e.getMessage());
    }
  }
}
