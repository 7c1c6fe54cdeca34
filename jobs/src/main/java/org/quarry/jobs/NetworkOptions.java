package org.quarry.jobs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.quarry.descriptor.Descriptors;
import org.quarry.descriptor.soap.SoapParameters;
import org.quarry.network.Activation;
import org.quarry.network.Architecture;
import org.quarry.network.PotentialNetwork;
import org.quarry.network.SoapNet;
import org.quarry.network.potential.RadialBasis;
import org.quarry.network.potential.SoapFeatures;
import org.quarry.network.training.FineTuning;
import org.quarry.network.training.NetworkSettings;
import org.quarry.network.training.PotentialSettings;
import org.quarry.network.training.SoapNetSettings;
import org.quarry.network.training.TrainingParameters;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Shape and loss of a network. What is not given is the default, or that of the model to start
 * from; what does not belong to the network is refused.
 */
final class NetworkOptions {
  /** Kinds of networks on the command line. */
  private enum Kind {
    /** Energies from the vectors that shards hold. */
    SOAPNET,
    /** The same network with forces, from positions. */
    SOAP,
    SCHNET,
    PAINN,
    CGCNN;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--network",
      description =
          "soapnet: energies from the shards' vectors; soap, schnet, painn, cgcnn: potentials,"
              + " energies and forces from positions (default: soapnet, or as the model of --from)")
  private Optional<Kind> kind = Optional.empty();

  @Option(
      names = "--hidden",
      split = ",",
      description = "soapnet, soap: widths of the hidden layers (default: 32,32)")
  private List<Integer> hidden = new ArrayList<>();

  @Option(names = "--activation", description = "soapnet: silu (default), tanh or softplus")
  private Optional<Activation> activation = Optional.empty();

  @Mixin private Assignments descriptor = new Assignments();

  @Option(names = "--features", description = "schnet, painn, cgcnn: numbers an atom (default: 64)")
  private Optional<Integer> features = Optional.empty();

  @Option(
      names = "--interactions",
      description = "schnet, painn, cgcnn: interaction blocks (default: 3)")
  private Optional<Integer> interactions = Optional.empty();

  @Option(names = "--cutoff", description = "potentials: range of a pair in Å (default: 5)")
  private Optional<Double> cutoff = Optional.empty();

  @Option(
      names = "--radial-functions",
      description = "schnet, painn, cgcnn: functions of a distance (default: 8 for painn, else 20)")
  private Optional<Integer> radialFunctions = Optional.empty();

  @Option(
      names = "--radial-basis",
      description = "schnet, painn, cgcnn: gaussian or bessel (default: bessel for painn)")
  private Optional<RadialBasis> radialBasis = Optional.empty();

  @Mixin private LossOptions loss = new LossOptions();

  /**
   * What is trained.
   *
   * @throws UsageException if an option is wrong, or means nothing to the network
   */
  NetworkSettings network() {
    return network(kind.orElse(Kind.SOAPNET), Optional.empty());
  }

  /**
   * Refuses what means nothing to any network.
   *
   * @throws UsageException if such an option was given
   */
  void validate() {
    loss.validate();
  }

  /** The same, starting from a model: of its shape, unless told otherwise. */
  NetworkSettings network(FineTuning from) {
    Architecture given = from.model().architecture();
    Kind its =
        given instanceof SoapNet
            ? Kind.SOAPNET
            : Kind.valueOf(given.type().toUpperCase(Locale.ROOT));
    Kind wanted = kind.orElse(its);
    return network(wanted, wanted == its ? Optional.of(given) : Optional.empty());
  }

  private NetworkSettings network(Kind wanted, Optional<Architecture> given) {
    refuseForeign(wanted);
    validate();
    try {
      return wanted == Kind.SOAPNET ? soapNet(given) : potential(wanted, given);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private SoapNetSettings soapNet(Optional<Architecture> given) {
    SoapNetSettings base =
        given
            .map(SoapNet.class::cast)
            .map(net -> new SoapNetSettings(net.hidden(), net.activation(), 0, loss.residual()))
            .orElse(SoapNetSettings.DEFAULT);
    return new SoapNetSettings(
        hidden.isEmpty() ? base.hidden() : hidden,
        activation.orElse(base.activation()),
        loss.alpha(),
        loss.residual());
  }

  private PotentialSettings potential(Kind wanted, Optional<Architecture> given) {
    SortedMap<String, Object> shape =
        given
            .map(PotentialNetwork.class::cast)
            .map(net -> PotentialSettings.of(net.potential(), loss.shares()).shape())
            .map(its -> (SortedMap<String, Object>) new TreeMap<>(its))
            .orElseGet(() -> defaults(wanted));
    features.ifPresent(
        width -> {
          shape.put("features", width);
          shape.remove("energy_hidden"); // follows the width
        });
    interactions.ifPresent(count -> shape.put("interactions", count));
    radialFunctions.ifPresent(count -> shape.put("radial_functions", count));
    radialBasis.ifPresent(basis -> shape.put("radial_basis", name(basis)));
    if (wanted == Kind.SOAP) {
      shape.put("descriptor", soap(shape.get("descriptor")));
      if (!hidden.isEmpty()) {
        shape.put("hidden", List.copyOf(hidden));
      }
    } else {
      cutoff.ifPresent(range -> shape.put("cutoff", range));
    }
    PotentialSettings settings =
        new PotentialSettings(shape, loss.shares(), loss.loss(), loss.targets());
    settings.potential(List.of("H")); // a wrong width is said now, not when shards are there
    return settings;
  }

  private static SortedMap<String, Object> defaults(Kind wanted) {
    SortedMap<String, Object> shape = new TreeMap<>();
    shape.put("version", 1);
    shape.put("type", wanted.text());
    if (wanted == Kind.SOAP) {
      shape.put(
          "descriptor",
          new TreeMap<String, Object>(Map.of("r_cut", 5, "n_max", 8, "l_max", 6, "sigma", 0.5)));
      shape.put("hidden", List.of(32, 32));
    } else {
      shape.put("features", 64);
      shape.put("interactions", 3);
      shape.put("cutoff", 5.0);
      boolean bessel = wanted == Kind.PAINN;
      shape.put("radial_functions", bessel ? 8 : 20); // 20 of Bessel's learn small sets by heart
      shape.put("radial_basis", name(bessel ? RadialBasis.BESSEL : RadialBasis.GAUSSIAN));
    }
    return shape;
  }

  /** Settings of SOAP without species, with a weighting that ends smoothly unless one is given. */
  private Map<String, Object> soap(Object base) {
    Map<String, Object> values = new LinkedHashMap<>();
    ((Map<?, ?>) base).forEach((key, value) -> values.put(String.valueOf(key), value));
    cutoff.ifPresent(range -> values.put("r_cut", range));
    Map<String, Object> given = descriptor.addTo(new LinkedHashMap<>());
    if (cutoff.isPresent() || given.containsKey("r_cut")) {
      values.remove("weighting"); // which ends at another cutoff
    }
    values.putAll(given);
    values.put("species", List.of("H"));
    SoapParameters soap = (SoapParameters) Descriptors.of("soap", values).parameters();
    SoapParameters smooth = values.containsKey("weighting") ? soap : SoapFeatures.smooth(soap);
    Map<String, Object> map = new TreeMap<>(smooth.toMap());
    map.remove("species"); // those of the shards
    return map;
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private void refuseForeign(Kind wanted) {
    boolean fixed = wanted == Kind.SOAPNET || wanted == Kind.SOAP;
    List<String> foreign = new ArrayList<>();
    if (fixed) {
      features.ifPresent(x -> foreign.add("--features"));
      interactions.ifPresent(x -> foreign.add("--interactions"));
      radialFunctions.ifPresent(x -> foreign.add("--radial-functions"));
      radialBasis.ifPresent(x -> foreign.add("--radial-basis"));
    } else if (!hidden.isEmpty()) {
      foreign.add("--hidden");
    }
    if (wanted == Kind.SOAPNET) {
      cutoff.ifPresent(x -> foreign.add("--cutoff"));
      loss.addGiven(foreign);
    } else {
      activation.ifPresent(x -> foreign.add("--activation"));
    }
    if (wanted != Kind.SOAP && !descriptor.addTo(new LinkedHashMap<>()).isEmpty()) {
      foreign.add("--set");
    }
    if (!foreign.isEmpty()) {
      throw new UsageException(
          String.join(", ", foreign) + " means nothing to --network " + wanted.text());
    }
  }

  /** What suits the network where nothing is said of its training. */
  static TrainingParameters training(NetworkSettings network) {
    return network instanceof SoapNetSettings
        ? TrainingParameters.DEFAULT
        : TrainingParameters.POTENTIAL;
  }
}
