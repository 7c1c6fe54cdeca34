package org.quarry.descriptor.scattering.laguerre;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.quarry.atoms.Element;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.DescriptorProvider;
import org.quarry.descriptor.SpeciesIndex;
import org.quarry.descriptor.scattering.laguerre.LaguerreParameters.Bias;
import org.quarry.descriptor.scattering.laguerre.LaguerreParameters.Fourier;
import org.quarry.descriptor.scattering.laguerre.LaguerreParameters.Normalization;
import org.quarry.descriptor.scattering.laguerre.Sampling.Grids;
import org.quarry.parameters.Settings;

/**
 * Reads {@code species}, {@code beta}, {@code spacing} (Å), {@code scales} (a list of exponents) or
 * {@code J} with {@code j_min} (0) and {@code j_step} (1): j_min, j_min + j_step … below J. In
 * place of β, spacing and scales, {@code min_distance} and {@code box_extent} (Å) are enough:
 * {@link LaguerrePlan} then finds what is not given itself, with {@code overlap} (0.1) and {@code
 * aliasing} (1e-6).
 *
 * <p>With defaults: {@code n} (3), {@code l_max} (n − 1), {@code pairs} (j2 &gt;= j1 - 1), {@code
 * max_order} (2), {@code integral_powers} (1, 4/3, 5/3, 2; fractions may be written so), {@code
 * channels} (elements, valence, core, sqrt; each a name that {@link DensityChannel#named} knows or
 * an object {@code {"name": …, "charges": {"Li": …}}}), {@code grids} (full | scaled), {@code
 * coarsening} (2.5 with scaled grids), {@code normalization} (none | atoms | lower_order), {@code
 * bias} (false), {@code fourier} (nufft | direct), {@code accuracy} (1e-10), {@code vacuum} (Å,
 * from the largest scale).
 */
public final class LaguerreProvider implements DescriptorProvider {
  private static final int PUBLISHED_N = 3;

  @Override
  public String name() {
    return "scattering-laguerre";
  }

  @Override
  public Set<String> settings() {
    return Set.of(
        "species",
        "beta",
        "spacing",
        "scales",
        "J",
        "j_min",
        "j_step",
        "min_distance",
        "box_extent",
        "overlap",
        "aliasing",
        "n",
        "l_max",
        "pairs",
        "max_order",
        "integral_powers",
        "channels",
        "grids",
        "coarsening",
        "normalization",
        "bias",
        "fourier",
        "accuracy",
        "vacuum");
  }

  @Override
  public Descriptor create(Settings settings) {
    for (String planned : List.of("min_distance", "box_extent", "overlap", "aliasing")) {
      settings.has(planned); // known also where explicit numbers win over the plan
    }
    List<Element> species = SpeciesIndex.read(settings);
    int n = settings.has("n") ? settings.integer("n") : PUBLISHED_N;
    int lMax = settings.has("l_max") ? settings.integer("l_max") : n - 1;
    LaguerreWavelets wavelets = wavelets(settings, n, lMax);
    List<Double> scales = scales(settings);
    int maxOrder = settings.has("max_order") ? settings.integer("max_order") : 2;
    return LaguerreScattering.of(
        new LaguerreParameters(
            species,
            wavelets,
            scales,
            settings.has("pairs")
                ? ScalePairs.parse(String.valueOf(settings.list("pairs").get(0)))
                : ScalePairs.PUBLISHED,
            maxOrder,
            settings.has("integral_powers")
                ? numbers(settings, "integral_powers")
                : LaguerreParameters.PUBLISHED_POWERS,
            channels(settings, species),
            sampling(settings, n, lMax),
            settings.choice("normalization", Normalization.NONE),
            settings.flag("bias", false) ? Bias.CONSTANT : Bias.NONE,
            settings.choice("fourier", Fourier.NUFFT),
            settings.number("accuracy", LaguerreParameters.DEFAULT_ACCURACY),
            settings.has("vacuum")
                ? settings.number("vacuum")
                : LaguerreParameters.defaultVacuum(wavelets, scales, maxOrder)));
  }

  private static LaguerreWavelets wavelets(Settings settings, int n, int lMax) {
    double beta = settings.has("beta") ? settings.number("beta") : plan(settings, "beta").beta();
    return new LaguerreWavelets(n, lMax, beta);
  }

  private static List<Double> scales(Settings settings) {
    if (settings.has("scales")) {
      return numbers(settings, "scales");
    }
    double step = settings.number("j_step", 1);
    double from = settings.number("j_min", 0);
    double to = settings.has("J") ? settings.number("J") : plan(settings, "scales").octaves();
    if (!(step > 0)) {
      throw settings.wrong("j_step", "positive", step);
    }
    if (to <= from || (to - from) / step > LaguerreParameters.MAX_SCALES) {
      throw settings.wrong(
          "J", "above j_min, with at most " + LaguerreParameters.MAX_SCALES + " scales", to);
    }
    List<Double> scales = new ArrayList<>();
    for (int i = 0; from + i * step < to; i++) {
      scales.add(from + i * step);
    }
    return scales;
  }

  private static Sampling sampling(Settings settings, int n, int lMax) {
    double spacing =
        settings.has("spacing")
            ? settings.number("spacing")
            : plan(settings, "spacing").spacing(n, lMax);
    Grids grids = settings.choice("grids", Grids.FULL);
    double coarsening = grids == Grids.FULL ? 1 : Sampling.DEFAULT_COARSENING;
    return new Sampling(spacing, grids, settings.number("coarsening", coarsening));
  }

  /** The plan that stands in for a setting which is not there. */
  private static LaguerrePlan plan(Settings settings, String missing) {
    if (!settings.has("min_distance") || !settings.has("box_extent")) {
      throw new IllegalArgumentException(
          "scattering-laguerre: "
              + missing
              + " is missing (or min_distance and box_extent of the data set, to plan it)");
    }
    return new LaguerrePlan(
        settings.number("min_distance"),
        settings.number("box_extent"),
        settings.number("overlap", LaguerrePlan.DEFAULT_OVERLAP),
        settings.number("aliasing", LaguerrePlan.DEFAULT_ALIASING));
  }

  private static List<DensityChannel> channels(Settings settings, List<Element> species) {
    if (!settings.has("channels")) {
      return DensityChannel.published(species);
    }
    List<DensityChannel> channels = new ArrayList<>();
    for (Object value : settings.list("channels")) {
      if (value instanceof Map<?, ?> map) {
        channels.add(channel(map));
      } else {
        channels.addAll(DensityChannel.named(String.valueOf(value), species));
      }
    }
    return channels;
  }

  private static DensityChannel channel(Map<?, ?> map) {
    Map<String, Object> named = new HashMap<>();
    map.forEach((key, value) -> named.put(String.valueOf(key), value));
    Settings settings = Settings.of("scattering-laguerre channels", named);
    Settings charges = settings.group("charges");
    Map<Element, Double> byElement = new HashMap<>();
    for (String symbol : charges.names()) {
      byElement.put(Element.of(symbol), charges.number(symbol));
    }
    String name = String.valueOf(settings.list("name").get(0));
    settings.refuseOthers();
    return new DensityChannel(name, byElement);
  }

  /** Numbers, or fractions of two as text. */
  private static List<Double> numbers(Settings settings, String key) {
    List<Double> numbers = new ArrayList<>();
    for (Object value : settings.list(key)) {
      String[] parts = String.valueOf(value).split("/", 2);
      try {
        double number = Double.parseDouble(parts[0].trim());
        numbers.add(parts.length == 1 ? number : number / Double.parseDouble(parts[1].trim()));
      } catch (NumberFormatException e) {
        throw settings.wrong(key, "numbers such as 2 or 4/3", value);
      }
    }
    return numbers;
  }
}
