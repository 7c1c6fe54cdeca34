package org.quarry.descriptor.soap;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.quarry.atoms.Element;
import org.quarry.descriptor.Boundary;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.DescriptorProvider;
import org.quarry.descriptor.SpeciesIndex;
import org.quarry.descriptor.soap.SoapParameters.Average;
import org.quarry.descriptor.soap.SoapParameters.RadialBasis;
import org.quarry.parameters.Settings;

/**
 * Reads DScribe's nested form: {@code species}, {@code r_cut}, {@code n_max}, {@code l_max}, {@code
 * sigma}, {@code rbf}, {@code periodic}, {@code average}, {@code compression} {mode,
 * species_weighting}, {@code weighting} {function, r0, c, d, m, w0, threshold}.
 *
 * <p>Unlike DScribe's, {@code periodic} is true by default: images count where a configuration says
 * that it is periodic.
 */
public final class SoapProvider implements DescriptorProvider {
  private static final double DEFAULT_THRESHOLD = 1e-2;

  @Override
  public String name() {
    return "soap";
  }

  @Override
  public Set<String> settings() {
    return Set.of(
        "species",
        "r_cut",
        "n_max",
        "l_max",
        "sigma",
        "rbf",
        "periodic",
        "average",
        "compression",
        "weighting");
  }

  @Override
  public Descriptor create(Settings settings) {
    List<Element> species = SpeciesIndex.read(settings);
    Settings group = settings.group("weighting");
    Weighting weighting = weighting(group);
    double threshold = group.number("threshold", DEFAULT_THRESHOLD);
    group.refuseOthers();
    return Soap.of(
        new SoapParameters(
            species,
            settings.has("r_cut") ? settings.number("r_cut") : weighting.reach(threshold),
            settings.integer("n_max"),
            settings.integer("l_max"),
            settings.number("sigma", 1.0),
            settings.choice("rbf", RadialBasis.GTO),
            settings.flag("periodic", true) ? Boundary.PERIODIC : Boundary.OPEN,
            settings.choice("average", Average.OFF),
            compression(settings.group("compression")),
            weighting));
  }

  private static Compression compression(Settings settings) {
    Compression.Mode mode = settings.choice("mode", Compression.Mode.OFF);
    Settings weights = settings.group("species_weighting");
    Map<Element, Double> byElement = new HashMap<>();
    for (String name : weights.names()) {
      byElement.put(SpeciesIndex.element(weights, name), weights.number(name));
    }
    settings.refuseOthers();
    return new Compression(mode, byElement);
  }

  private static Weighting weighting(Settings settings) {
    Weighting.Function function = settings.choice("function", Weighting.Function.NONE);
    OptionalDouble atCenter =
        settings.has("w0") ? OptionalDouble.of(settings.number("w0")) : OptionalDouble.empty();
    return switch (function) {
      case NONE -> new Weighting(function, 1, 1, 1, 1, atCenter);
      case POLY ->
          new Weighting(
              function,
              settings.number("r0"),
              settings.number("c"),
              1,
              settings.number("m"),
              atCenter);
      case POW ->
          new Weighting(
              function,
              settings.number("r0"),
              settings.number("c"),
              settings.number("d"),
              settings.number("m"),
              atCenter);
      case EXP, EXP_DECAY ->
          new Weighting(
              function,
              settings.number("r0"),
              settings.number("c"),
              settings.number("d"),
              1,
              atCenter);
    };
  }
}
