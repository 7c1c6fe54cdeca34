package org.quarry.descriptor.mbtr;

import java.util.List;
import java.util.Map;
import org.quarry.atoms.Element;
import org.quarry.descriptor.Boundary;
import org.quarry.descriptor.mbtr.Weighting.Function;
import org.quarry.parameters.Parameters;
import org.quarry.parameters.Settings;

/**
 * Parameters of the many-body tensor representation, under the names and with the meanings of
 * DScribe 2.1.
 *
 * @param species the elements that may occur, sorted by atomic number, each once
 * @param geometry what is entered on the grid
 * @param grid where
 * @param weighting how atoms count by their distances; k = 1 has none but unity
 * @param gaussians how high the Gaussians are
 * @param normalization what the row is divided by
 * @param boundary whether periodic images count
 */
public record MbtrParameters(
    List<Element> species,
    Geometry geometry,
    Grid grid,
    Weighting weighting,
    Gaussians gaussians,
    Normalization normalization,
    Boundary boundary)
    implements Parameters {
  public MbtrParameters {
    species = species.stream().distinct().sorted().toList();
    if (species.isEmpty()) {
      throw new IllegalArgumentException("mbtr: species must name at least one element, got none");
    }
    List<Function> allowed =
        switch (geometry.k()) {
          case 1 -> List.of(Function.UNITY);
          case 2 -> List.of(Function.UNITY, Function.EXP, Function.INVERSE_SQUARE);
          default -> List.of(Function.UNITY, Function.EXP, Function.SMOOTH_CUTOFF);
        };
    if (!allowed.contains(weighting.function())) {
      throw new IllegalArgumentException(
          "mbtr: weighting function for geometry "
              + Settings.textOf(geometry)
              + " must be one of "
              + String.join(", ", allowed.stream().map(Settings::textOf).toList())
              + ", got "
              + Settings.textOf(weighting.function()));
    }
    if (normalization == Normalization.VALLE_OGANOV
        && (geometry.k() == 1 || boundary == Boundary.OPEN)) {
      throw new IllegalArgumentException(
          "mbtr: normalization valle_oganov is for pairs and triples of atoms and their images, not"
              + " for geometry "
              + Settings.textOf(geometry)
              + " with periodic "
              + (boundary == Boundary.PERIODIC));
    }
  }

  /**
   * Parameters with normalised Gaussians, no normalisation of the row, and the periodic images that
   * a configuration has.
   */
  public static MbtrParameters of(
      List<Element> species, Geometry geometry, Grid grid, Weighting weighting) {
    return new MbtrParameters(
        species,
        geometry,
        grid,
        weighting,
        Gaussians.UNIT_AREA,
        Normalization.NONE,
        Boundary.PERIODIC);
  }

  public MbtrParameters withGaussians(Gaussians newGaussians) {
    return new MbtrParameters(
        species, geometry, grid, weighting, newGaussians, normalization, boundary);
  }

  public MbtrParameters withNormalization(Normalization newNormalization) {
    return new MbtrParameters(
        species, geometry, grid, weighting, gaussians, newNormalization, boundary);
  }

  public MbtrParameters withBoundary(Boundary newBoundary) {
    return new MbtrParameters(
        species, geometry, grid, weighting, gaussians, normalization, newBoundary);
  }

  @Override
  public String name() {
    return "mbtr";
  }

  @Override
  public Map<String, Object> toMap() {
    return Map.of(
        "species",
        species.stream().map(Element::symbol).toList(),
        "geometry",
        Map.of("function", Settings.textOf(geometry)),
        "grid",
        grid.toMap(),
        "weighting",
        weighting.toMap(),
        "normalize_gaussians",
        gaussians == Gaussians.UNIT_AREA,
        "normalization",
        Settings.textOf(normalization),
        "periodic",
        boundary == Boundary.PERIODIC);
  }

  /** How high the Gaussians are. */
  public enum Gaussians {
    /** Their area is the weight. */
    UNIT_AREA,
    /** Their height is the weight. */
    UNIT_HEIGHT
  }

  /** What the row is divided by. */
  public enum Normalization {
    /** Nothing. */
    NONE,
    /** Its Euclidean norm; a row of zeros stays one. */
    L2,
    /** The number of atoms in the configuration. */
    N_ATOMS,
    /**
     * 4π N_a N_b/V for every pair of species, 2π N_a²/V for a species with itself, 4π N_a N_b N_c/V
     * for triples, V the volume of the cell (Valle and Oganov, Acta Cryst. A66, 507 (2010), as in
     * DScribe): a fully periodic configuration only.
     */
    VALLE_OGANOV
  }
}
