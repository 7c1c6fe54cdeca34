package org.quarry.descriptor.scattering.laguerre;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.quarry.atoms.Element;
import org.quarry.parameters.Parameters;
import org.quarry.parameters.Settings;

/**
 * Parameters of {@link LaguerreScattering}. Lengths in Å. {@link LaguerrePlan} finds β, scales and
 * spacing from a data set.
 *
 * @param species the elements that may occur, sorted by atomic number, each once
 * @param wavelets n, l_max and β
 * @param scales the exponents j of the dilations 2^j, ascending, half-integers allowed; at most
 *     {@value #MAX_SCALES} between −{@value #MAX_SCALE} and {@value #MAX_SCALE}
 * @param pairs which scales follow one another in the second order
 * @param maxOrder highest order, 0 to 2
 * @param integralPowers the powers q, each positive and at most {@value #MAX_POWER}
 * @param channels the densities, at least one
 * @param sampling the grids
 * @param normalization what features are divided by
 * @param bias whether the constant 1 leads the row
 * @param accuracy requested relative accuracy of the density's Fourier coefficients, 1e−13 to 1e−2;
 *     without effect on {@link Fourier#DIRECT}
 * @param fourier how the density's Fourier coefficients are summed
 * @param vacuum empty space in Å around a configuration along every axis without period; see {@link
 *     #defaultVacuum}
 */
public record LaguerreParameters(
    List<Element> species,
    LaguerreWavelets wavelets,
    List<Double> scales,
    ScalePairs pairs,
    int maxOrder,
    List<Double> integralPowers,
    List<DensityChannel> channels,
    Sampling sampling,
    Normalization normalization,
    Bias bias,
    Fourier fourier,
    double accuracy,
    double vacuum)
    implements Parameters {
  /** The published powers 1, 4/3, 5/3, 2. */
  public static final List<Double> PUBLISHED_POWERS = List.of(1.0, 4.0 / 3, 5.0 / 3, 2.0);

  /** The accuracy of the Fourier coefficients unless another is asked for. */
  public static final double DEFAULT_ACCURACY = 1e-10;

  static final int MAX_SCALES = 32;
  static final int MAX_SCALE = 16;
  static final int MAX_POWER = 16;

  /** Past the vacuum's middle, no wavelet is larger than this fraction of its peak. */
  private static final double VACUUM_TAIL = 1e-4;

  public LaguerreParameters {
    species = species.stream().distinct().sorted().toList();
    scales = scales.stream().distinct().sorted().toList();
    integralPowers = List.copyOf(integralPowers);
    channels = List.copyOf(channels);
    check(!species.isEmpty(), "species must name at least one element", "none");
    check(
        !scales.isEmpty() && scales.size() <= MAX_SCALES,
        "scales must be 1 to " + MAX_SCALES + " numbers",
        scales.size());
    for (double j : scales) {
      check(
          Math.abs(j) <= MAX_SCALE,
          "scales must lie between -" + MAX_SCALE + " and " + MAX_SCALE,
          j);
    }
    check(maxOrder >= 0 && maxOrder <= 2, "max_order must be 0, 1 or 2", maxOrder);
    check(!integralPowers.isEmpty(), "integral_powers must hold at least one power", "none");
    for (double q : integralPowers) {
      check(
          q > 0 && q <= MAX_POWER, "integral_powers must be positive and at most " + MAX_POWER, q);
    }
    check(!channels.isEmpty(), "channels must hold at least one density", "none");
    List<String> names = new ArrayList<>();
    for (DensityChannel channel : channels) {
      check(!names.contains(channel.name()), "channels must have distinct names", channel.name());
      names.add(channel.name());
      for (Element element : channel.charges().keySet()) {
        check(
            species.contains(element),
            "channel " + channel.name() + " must give charges to elements of species only",
            element);
      }
    }
    check(
        accuracy >= 1e-13 && accuracy <= 1e-2, "accuracy must be between 1e-13 and 1e-2", accuracy);
    check(vacuum > 0 && vacuum < Double.POSITIVE_INFINITY, "vacuum must be positive (Å)", vacuum);
  }

  /**
   * The published setting for any species: channels {@linkplain DensityChannel#published element by
   * element, valence, core and square root}, powers 1, 4/3, 5/3, 2, pairs {@code j2 >= j1 - 1}, two
   * orders, values as they are, no constant.
   */
  public static LaguerreParameters of(
      List<Element> species, LaguerreWavelets wavelets, List<Double> scales, Sampling sampling) {
    return new LaguerreParameters(
        species,
        wavelets,
        scales,
        ScalePairs.PUBLISHED,
        2,
        PUBLISHED_POWERS,
        DensityChannel.published(species.stream().distinct().sorted().toList()),
        sampling,
        Normalization.NONE,
        Bias.NONE,
        Fourier.NUFFT,
        DEFAULT_ACCURACY,
        defaultVacuum(wavelets, scales, 2));
  }

  /** Whether the scale with one index follows that with another in the second order. */
  boolean follows(int first, int second) {
    return maxOrder > 1 && pairs.admits(scales.get(first), scales.get(second));
  }

  /**
   * The vacuum around isolated configurations unless another is asked for: twice the distance at
   * which every wavelet of the largest scale has fallen to 10⁻⁴ of its peak, and √2 times that for
   * two orders, since a Gaussian smeared by another of the same width is √2 times as wide.
   */
  public static double defaultVacuum(LaguerreWavelets wavelets, List<Double> scales, int maxOrder) {
    double largest = scales.stream().mapToDouble(j -> j).max().orElse(0);
    return 2 * wavelets.reach(largest, VACUUM_TAIL) * (maxOrder > 1 ? Math.sqrt(2) : 1);
  }

  public LaguerreParameters withMaxOrder(int newOrder) {
    return changed(draft -> draft.maxOrder = newOrder);
  }

  public LaguerreParameters withPairs(ScalePairs newPairs) {
    return changed(draft -> draft.pairs = newPairs);
  }

  public LaguerreParameters withIntegralPowers(List<Double> newPowers) {
    return changed(draft -> draft.integralPowers = newPowers);
  }

  public LaguerreParameters withChannels(List<DensityChannel> newChannels) {
    return changed(draft -> draft.channels = newChannels);
  }

  public LaguerreParameters withSampling(Sampling newSampling) {
    return changed(draft -> draft.sampling = newSampling);
  }

  public LaguerreParameters withNormalization(Normalization newNormalization) {
    return changed(draft -> draft.normalization = newNormalization);
  }

  public LaguerreParameters withBias(Bias newBias) {
    return changed(draft -> draft.bias = newBias);
  }

  public LaguerreParameters withFourier(Fourier newFourier, double newAccuracy) {
    return changed(
        draft -> {
          draft.fourier = newFourier;
          draft.accuracy = newAccuracy;
        });
  }

  public LaguerreParameters withVacuum(double newVacuum) {
    return changed(draft -> draft.vacuum = newVacuum);
  }

  private LaguerreParameters changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.finished(this);
  }

  @Override
  public String name() {
    return "scattering-laguerre";
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("species", species.stream().map(Element::symbol).toList());
    map.put("n", wavelets.n());
    map.put("l_max", wavelets.lMax());
    map.put("beta", wavelets.beta());
    map.put("scales", scales);
    map.put("pairs", pairs.toString());
    map.put("max_order", maxOrder);
    map.put("integral_powers", integralPowers);
    map.put("channels", channels.stream().map(DensityChannel::toMap).toList());
    map.put("spacing", sampling.spacing());
    map.put("grids", Settings.textOf(sampling.grids()));
    map.put("coarsening", sampling.coarsening());
    map.put("normalization", Settings.textOf(normalization));
    map.put("bias", bias == Bias.CONSTANT);
    map.put("fourier", Settings.textOf(fourier));
    map.put("accuracy", accuracy);
    map.put("vacuum", vacuum);
    return map;
  }

  private static void check(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException("scattering-laguerre: " + rule + ", got " + value);
    }
  }

  /** What may be changed, before it is checked again. */
  private static final class Draft {
    private ScalePairs pairs;
    private int maxOrder;
    private List<Double> integralPowers;
    private List<DensityChannel> channels;
    private Sampling sampling;
    private Normalization normalization;
    private Bias bias;
    private Fourier fourier;
    private double accuracy;
    private double vacuum;

    Draft(LaguerreParameters from) {
      pairs = from.pairs;
      maxOrder = from.maxOrder;
      integralPowers = from.integralPowers;
      channels = from.channels;
      sampling = from.sampling;
      normalization = from.normalization;
      bias = from.bias;
      fourier = from.fourier;
      accuracy = from.accuracy;
      vacuum = from.vacuum;
    }

    LaguerreParameters finished(LaguerreParameters from) {
      return new LaguerreParameters(
          from.species,
          from.wavelets,
          from.scales,
          pairs,
          maxOrder,
          integralPowers,
          channels,
          sampling,
          normalization,
          bias,
          fourier,
          accuracy,
          vacuum);
    }
  }

  /** What features are divided by. */
  public enum Normalization {
    /** Nothing: integrals over the cell, which grow with it. */
    NONE,
    /** The number of atoms. */
    ATOMS,
    /**
     * Zeroth order by the number of atoms, first order by the zeroth of the same channel and power,
     * second order by the first of the same channel, power, j₁ and l₁; 0 where that is 0.
     */
    LOWER_ORDER
  }

  /** Whether the row begins with the constant 1 that the published count includes. */
  public enum Bias {
    /** No: a regression that has an intercept brings its own. */
    NONE,
    /** Yes. */
    CONSTANT
  }

  /** How the Fourier coefficients of the density are summed. */
  public enum Fourier {
    /** Term by term: O(N L³) for N atoms and L coefficients along an axis. */
    DIRECT,
    /** By a non-uniform fast Fourier transform: O(N + L³ log L), to a requested accuracy. */
    NUFFT
  }
}
