package org.quarry.descriptor.mbtr;

import java.util.Set;
import org.quarry.descriptor.Boundary;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.DescriptorProvider;
import org.quarry.descriptor.SpeciesIndex;
import org.quarry.descriptor.mbtr.MbtrParameters.Gaussians;
import org.quarry.descriptor.mbtr.MbtrParameters.Normalization;
import org.quarry.descriptor.mbtr.Weighting.Function;
import org.quarry.parameters.Settings;

/**
 * Reads DScribe's nested form: {@code species}, {@code geometry} {function}, {@code grid} {min,
 * max, n, sigma}, {@code weighting} {function, scale or r_cut, threshold, sharpness}, {@code
 * normalize_gaussians}, {@code normalization}, {@code periodic}.
 *
 * <p>Unlike DScribe's, {@code periodic} is true by default: images count where a configuration says
 * that it is periodic; and {@code normalization} is none.
 */
public final class MbtrProvider implements DescriptorProvider {
  private static final double DEFAULT_SHARPNESS = 2;

  @Override
  public String name() {
    return "mbtr";
  }

  @Override
  public Set<String> settings() {
    return Set.of(
        "species",
        "geometry",
        "grid",
        "weighting",
        "normalize_gaussians",
        "normalization",
        "periodic");
  }

  @Override
  public Descriptor create(Settings settings) {
    return Mbtr.of(
        new MbtrParameters(
            SpeciesIndex.read(settings),
            geometry(settings.group("geometry")),
            grid(settings.group("grid")),
            weighting(settings.group("weighting")),
            settings.flag("normalize_gaussians", true)
                ? Gaussians.UNIT_AREA
                : Gaussians.UNIT_HEIGHT,
            settings.choice("normalization", Normalization.NONE),
            settings.flag("periodic", true) ? Boundary.PERIODIC : Boundary.OPEN));
  }

  private static Geometry geometry(Settings settings) {
    if (!settings.has("function")) {
      throw new IllegalArgumentException("mbtr geometry: function is missing");
    }
    Geometry geometry = settings.choice("function", Geometry.INVERSE_DISTANCE);
    settings.refuseOthers();
    return geometry;
  }

  private static Grid grid(Settings settings) {
    Grid grid =
        new Grid(
            settings.number("min"),
            settings.number("max"),
            settings.integer("n"),
            settings.number("sigma"));
    settings.refuseOthers();
    return grid;
  }

  private static Weighting weighting(Settings settings) {
    Weighting weighting =
        switch (settings.choice("function", Function.UNITY)) {
          case UNITY -> Weighting.UNITY;
          case EXP -> exponential(settings);
          case INVERSE_SQUARE -> Weighting.inverseSquare(settings.number("r_cut"));
          case SMOOTH_CUTOFF ->
              Weighting.smoothCutoff(
                  settings.number("r_cut"), settings.number("sharpness", DEFAULT_SHARPNESS));
        };
    settings.refuseOthers();
    return weighting;
  }

  /** A cutoff in place of the scale is where the weight reaches the threshold. */
  private static Weighting exponential(Settings settings) {
    double threshold = settings.number("threshold");
    if (settings.has("scale") == settings.has("r_cut")) {
      throw new IllegalArgumentException("mbtr weighting: exp needs either scale or r_cut");
    }
    return Weighting.exp(
        settings.has("scale")
            ? settings.number("scale")
            : -StrictMath.log(threshold) / settings.number("r_cut"),
        threshold);
  }
}
