package org.quarry.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.descriptor.soap.SoapParameters;
import org.quarry.network.LossShares;
import org.quarry.network.Output;
import org.quarry.network.PairNetworkGraph;
import org.quarry.network.PairNetworkSettings;
import org.quarry.network.potential.Cgcnn;
import org.quarry.network.potential.NeuralPotential;
import org.quarry.network.potential.PaiNN;
import org.quarry.network.potential.PairBatch;
import org.quarry.network.potential.RadialBasis;
import org.quarry.network.potential.Representation;
import org.quarry.network.potential.SchNet;
import org.quarry.network.potential.SoapFeatures;
import org.quarry.network.potential.Targets;
import org.quarry.parameters.Settings;

/**
 * One step of training in float32, per batch: a batch of pairs made into arrays, energies and
 * forces forward, the gradient of their loss, Adam. Neighbors are found before, as a training finds
 * them once.
 *
 * <p>The batch is 32 molecules of 20 atoms at random places in a cube of 6 Å, all pairs within
 * reach, or with {@code molecules} 0 the structures given, {@code batch} (32) at a time. Further
 * settings: {@code network} (schnet, painn, cgcnn or soap), {@code features} (64), {@code
 * interactions} (3), {@code radial_functions} (20), {@code r_cut} (12 Å), {@code forces} (true);
 * for soap {@code n_max} (8), {@code l_max} (4), {@code sigma} (0.5).
 */
final class TrainBenchmark implements Benchmark {
  private static final int MOLECULES = 32;
  private static final int ATOMS = 20;
  private static final double EDGE = 6; // Å
  private static final double CLOSEST = 0.9; // Å

  private enum Network {
    SCHNET,
    PAINN,
    CGCNN,
    SOAP
  }

  @Override
  public String name() {
    return "train";
  }

  @Override
  public String unit() {
    return "ms/batch";
  }

  @Override
  public double measure(double seconds, long work) {
    return 1e3 * seconds / work;
  }

  @Override
  public List<Configuration> structures(Settings settings, Supplier<List<Configuration>> given) {
    int number = settings.integer("molecules", MOLECULES);
    if (number <= 0) {
      return given.get();
    }
    Random random = new Random(5);
    List<Configuration> molecules = new ArrayList<>();
    for (int m = 0; m < number; m++) {
      molecules.add(molecule(random));
    }
    return molecules;
  }

  private static Configuration molecule(Random random) {
    int[] numbers = new int[ATOMS];
    double[] positions = new double[3 * ATOMS];
    for (int i = 0; i < ATOMS; i++) {
      numbers[i] = new int[] {1, 6, 8}[random.nextInt(3)];
      do {
        for (int k = 0; k < 3; k++) {
          positions[3 * i + k] = EDGE * random.nextDouble();
        }
      } while (isClose(positions, i));
    }
    return Configuration.isolated(numbers, positions);
  }

  private static boolean isClose(double[] positions, int atom) {
    for (int j = 0; j < atom; j++) {
      double square = 0;
      for (int k = 0; k < 3; k++) {
        double d = positions[3 * atom + k] - positions[3 * j + k];
        square += d * d;
      }
      if (square < CLOSEST * CLOSEST) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Workload prepare(Settings settings, List<Configuration> structures) {
    Map<String, Object> given = new TreeMap<>();
    Network network = settings.choice("network", Network.SCHNET);
    given.put("network", Settings.textOf(network));
    double cutoff = number(settings, "r_cut", 12, given);
    boolean forces = settings.flag("forces", true);
    given.put("forces", forces);
    List<PairBatch> batches = batches(structures, cutoff, integer(settings, "batch", 32, given));
    List<String> species = species(structures);
    Representation representation =
        representation(network, species, cutoff, settings, given).fittedTo(batches.get(0));
    return new Workload() {
      @Override
      public Map<String, Object> parameters() {
        return given;
      }

      @Override
      public Batch batch() {
        return steps(NeuralPotential.of(representation), batches, forces);
      }
    };
  }

  private static double number(
      Settings settings, String name, double otherwise, Map<String, Object> given) {
    double value = settings.number(name, otherwise);
    given.put(name, value);
    return value;
  }

  private static int integer(
      Settings settings, String name, int otherwise, Map<String, Object> given) {
    int value = settings.integer(name, otherwise);
    given.put(name, value);
    return value;
  }

  private static List<String> species(List<Configuration> structures) {
    return structures.stream()
        .flatMapToInt(c -> Arrays.stream(c.atomicNumbers()))
        .distinct()
        .sorted()
        .mapToObj(z -> Element.of(z).symbol())
        .toList();
  }

  private static List<PairBatch> batches(List<Configuration> structures, double cutoff, int size) {
    if (size < 1) {
      throw new IllegalArgumentException("bench train: batch must be positive, got " + size);
    }
    List<PairBatch> batches = new ArrayList<>();
    for (int from = 0; from < structures.size(); from += size) {
      List<Configuration> some = structures.subList(from, Math.min(from + size, structures.size()));
      batches.add(PairBatch.of(cutoff, some.toArray(Configuration[]::new)));
    }
    return batches;
  }

  private static Representation representation(
      Network network,
      List<String> species,
      double cutoff,
      Settings settings,
      Map<String, Object> given) {
    int features = integer(settings, "features", 64, given);
    if (network == Network.SOAP) {
      SoapParameters soap =
          SoapParameters.of(
                  species.stream().map(Element::of).toList(),
                  cutoff,
                  integer(settings, "n_max", 8, given),
                  integer(settings, "l_max", 4, given))
              .withSigma(number(settings, "sigma", 0.5, given));
      return SoapFeatures.of(SoapFeatures.smooth(soap), List.of(features, features));
    }
    int layers = integer(settings, "interactions", 3, given);
    int radial = integer(settings, "radial_functions", 20, given);
    return switch (network) {
      case PAINN -> new PaiNN(species, features, layers, RadialBasis.BESSEL, radial, cutoff);
      case CGCNN -> new Cgcnn(species, features, layers, RadialBasis.GAUSSIAN, radial, cutoff);
      default -> new SchNet(species, features, layers, RadialBasis.GAUSSIAN, radial, cutoff);
    };
  }

  /** Steps on all batches in turn; each belongs to the thread that calls. */
  private static Batch steps(NeuralPotential potential, List<PairBatch> batches, boolean forces) {
    Set<Output> outputs = forces ? Set.of(Output.FORCES) : Set.of();
    PairNetworkSettings settings =
        PairNetworkSettings.of(new Adam(1e-4), 1).withOutputs(outputs.toArray(Output[]::new));
    ComputationGraph graph = PairNetworkGraph.of(potential, settings, DataType.FLOAT);
    LossShares shares = LossShares.of(forces ? 0.01 : 1);
    return () -> {
      for (PairBatch batch : batches) {
        Targets targets = Targets.empty(1, batch.size(), batch.atoms());
        Arrays.fill(targets.energies(), 0);
        Arrays.fill(targets.forces(), 0);
        INDArray[] inputs =
            PairNetworkGraph.inputs(batch, potential.representation().species(), DataType.FLOAT);
        INDArray labels = PairNetworkGraph.labels(batch, targets, outputs, shares, DataType.FLOAT);
        graph.fit(PairNetworkGraph.dataSet(inputs, labels));
      }
      return batches.size();
    };
  }
}
