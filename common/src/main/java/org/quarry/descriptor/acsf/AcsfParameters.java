package org.quarry.descriptor.acsf;

import java.util.List;
import java.util.Map;
import org.quarry.atoms.Element;
import org.quarry.descriptor.Boundary;
import org.quarry.parameters.Parameters;
import org.quarry.parameters.Settings;

/**
 * Parameters of the atom-centred symmetry functions, under the names of DScribe 2.1. Lengths in Å.
 *
 * @param species the elements that may occur, sorted by atomic number, each once
 * @param rCut cutoff, above 0 and up to 100
 * @param g2 the functions G², in the order of the features
 * @param g3 κ of the functions G³ in Å⁻¹, between −1000 and 1000, in the order of the features
 * @param g4 the functions G⁴, in the order of the features
 * @param g5 the functions G⁵, in the order of the features
 * @param boundary whether periodic images count
 * @param average what is averaged over the centres
 */
public record AcsfParameters(
    List<Element> species,
    double rCut,
    List<Shell> g2,
    List<Double> g3,
    List<Angle> g4,
    List<Angle> g5,
    Boundary boundary,
    Average average)
    implements Parameters {
  private static final double MAX_LENGTH = 100;
  private static final double MAX_ETA = 10_000;
  private static final double MAX_KAPPA = 1_000;
  private static final double MAX_ZETA = 1_024;

  public AcsfParameters {
    species = species.stream().distinct().sorted().toList();
    g2 = List.copyOf(g2);
    g3 = List.copyOf(g3);
    g4 = List.copyOf(g4);
    g5 = List.copyOf(g5);
    check(!species.isEmpty(), "species must name at least one element", "none");
    check(rCut > 0 && rCut <= MAX_LENGTH, "r_cut must be between 0 and 100 Å", rCut);
    for (double kappa : g3) {
      check(Math.abs(kappa) <= MAX_KAPPA, "g3_params must be between -1000 and 1000 per Å", kappa);
    }
    for (Shell shell : g2) {
      checkEta("g2_params", shell.eta());
      check(
          Math.abs(shell.rs()) <= MAX_LENGTH,
          "g2_params: Rs must be between -100 and 100 Å",
          shell.rs());
    }
    g4.forEach(angle -> check("g4_params", angle));
    g5.forEach(angle -> check("g5_params", angle));
  }

  /** Only G¹, with a row a centre and the periodic images that a configuration has. */
  public static AcsfParameters of(List<Element> species, double rCut) {
    return new AcsfParameters(
        species, rCut, List.of(), List.of(), List.of(), List.of(), Boundary.PERIODIC, Average.OFF);
  }

  public AcsfParameters withG2(List<Shell> newG2) {
    return new AcsfParameters(species, rCut, newG2, g3, g4, g5, boundary, average);
  }

  public AcsfParameters withG3(List<Double> newG3) {
    return new AcsfParameters(species, rCut, g2, newG3, g4, g5, boundary, average);
  }

  public AcsfParameters withG4(List<Angle> newG4) {
    return new AcsfParameters(species, rCut, g2, g3, newG4, g5, boundary, average);
  }

  public AcsfParameters withG5(List<Angle> newG5) {
    return new AcsfParameters(species, rCut, g2, g3, g4, newG5, boundary, average);
  }

  public AcsfParameters withBoundary(Boundary newBoundary) {
    return new AcsfParameters(species, rCut, g2, g3, g4, g5, newBoundary, average);
  }

  public AcsfParameters withAverage(Average newAverage) {
    return new AcsfParameters(species, rCut, g2, g3, g4, g5, boundary, newAverage);
  }

  /** Features of a species: G¹, G² and G³. */
  int radialFeatures() {
    return 1 + g2.size() + g3.size();
  }

  /** Features of a pair of species: G⁴ and G⁵. */
  int angularFeatures() {
    return g4.size() + g5.size();
  }

  @Override
  public String name() {
    return "acsf";
  }

  @Override
  public Map<String, Object> toMap() {
    return Map.of(
        "species",
        species.stream().map(Element::symbol).toList(),
        "r_cut",
        rCut,
        "g2_params",
        g2.stream().map(shell -> List.of(shell.eta(), shell.rs())).toList(),
        "g3_params",
        g3,
        "g4_params",
        g4.stream().map(Angle::toList).toList(),
        "g5_params",
        g5.stream().map(Angle::toList).toList(),
        "periodic",
        boundary == Boundary.PERIODIC,
        "average",
        Settings.textOf(average));
  }

  private static void check(String key, Angle angle) {
    checkEta(key, angle.eta());
    check(
        angle.zeta() > 0 && angle.zeta() <= MAX_ZETA,
        key + ": zeta must be above 0 and at most 1024",
        angle.zeta());
    check(Math.abs(angle.lambda()) <= 1, key + ": lambda must be between -1 and 1", angle.lambda());
  }

  private static void checkEta(String key, double eta) {
    check(eta >= 0 && eta <= MAX_ETA, key + ": eta must be between 0 and 10000 per Å²", eta);
  }

  private static void check(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException("acsf: " + rule + ", got " + value);
    }
  }

  /**
   * A function G²: neighbours near a distance.
   *
   * @param eta how narrow, 0 to 10,000 Å⁻²
   * @param rs the distance in Å, between −100 and 100
   */
  public record Shell(double eta, double rs) {}

  /**
   * A function G⁴ or G⁵: pairs of neighbours near an angle.
   *
   * @param eta how fast it falls with the distances, 0 to 10,000 Å⁻²
   * @param zeta how narrow the angle, above 0 and up to 1024
   * @param lambda −1 for angles about 180°, 1 for angles about 0°, or anything between
   */
  public record Angle(double eta, double zeta, double lambda) {
    List<Double> toList() {
      return List.of(eta, zeta, lambda);
    }
  }

  /** What is averaged over the centres. */
  public enum Average {
    /** Nothing: one row a centre. */
    OFF,
    /** The rows. */
    OUTER
  }
}
