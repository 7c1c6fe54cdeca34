package org.quarry.network;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.quarry.atoms.Element;
import org.quarry.network.autograd.PairIndex;
import org.quarry.network.autograd.RowIndex;
import org.quarry.network.potential.NeuralPotential;
import org.quarry.network.potential.PairBatch;
import org.quarry.network.potential.Targets;

/**
 * The graph around a {@link PairNetwork}, and its arrays.
 *
 * <p>{@code composition} [B, elements], the numbers of atoms of each element, goes through a layer
 * of reference energies, one an element and task; {@code atoms}, {@code pairs} and {@code volumes}
 * into the potential, which adds the reference; out come energies, forces and stress as rows of
 * {@link PairNetwork}, compared by {@link ResidualLoss}. The reference energies are a layer of
 * their own because Deeplearning4j does not train a graph without layers.
 */
public final class PairNetworkGraph {
  /** Names of inputs, vertices and the output. */
  public static final String COMPOSITION = "composition";

  public static final String ATOMS = "atoms";
  public static final String PAIRS = "pairs";
  public static final String VOLUMES = "volumes";
  public static final String REFERENCE = "reference";
  public static final String POTENTIAL = "potential";
  public static final String OUTPUT = "output";

  private static final int PAIR_COLUMNS = 5;

  private PairNetworkGraph() {}

  /**
   * A graph with starting parameters; reference energies start at zero.
   *
   * @throws IllegalArgumentException if forces or stress of several tasks are asked for
   */
  public static ComputationGraph of(
      NeuralPotential potential, PairNetworkSettings settings, DataType dataType) {
    NativeThreads.settle();
    int elements = potential.representation().species().size();
    ComputationGraphConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .dataType(dataType)
            .updater(settings.training().updater())
            .miniBatch(false)
            .graphBuilder()
            .addInputs(COMPOSITION, ATOMS, PAIRS, VOLUMES)
            .addLayer(
                REFERENCE,
                new DenseLayer.Builder()
                    .nIn(elements)
                    .nOut(potential.tasks())
                    .hasBias(false)
                    .weightInit(WeightInit.ZERO)
                    .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
                    .build(),
                COMPOSITION)
            .addVertex(
                POTENTIAL, PairNetwork.of(potential, settings), REFERENCE, ATOMS, PAIRS, VOLUMES)
            .addLayer(
                OUTPUT,
                new LossLayer.Builder()
                    .lossFunction(settings.training().loss())
                    .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
                    .build(),
                POTENTIAL)
            .setOutputs(OUTPUT)
            .build();
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    return graph;
  }

  /** The inputs of a graph for a batch. */
  public static INDArray[] inputs(PairBatch batch, List<String> species, DataType dataType) {
    int[] column = new int[119];
    Arrays.fill(column, -1);
    for (int k = 0; k < species.size(); k++) {
      column[Element.of(species.get(k)).atomicNumber()] = k;
    }
    double[] composition = new double[batch.size() * species.size()];
    double[] atoms = new double[2 * batch.atoms()];
    for (int i = 0; i < batch.atoms(); i++) {
      int z = batch.atomicNumber(i);
      int owner = batch.configurations().target(i);
      if (column[z] < 0) {
        throw new IllegalArgumentException("the network does not know " + Element.of(z));
      }
      composition[owner * species.size() + column[z]]++;
      atoms[2 * i] = z;
      atoms[2 * i + 1] = owner;
    }
    int rows = Math.max(1, batch.pairs().size());
    double[] pairs = new double[PAIR_COLUMNS * rows];
    pairs[0] = -1; // where there is no pair
    double[] vectors = batch.vectors();
    for (int p = 0; p < batch.pairs().size(); p++) {
      pairs[PAIR_COLUMNS * p] = batch.pairs().first().target(p);
      pairs[PAIR_COLUMNS * p + 1] = batch.pairs().second().target(p);
      System.arraycopy(vectors, 3 * p, pairs, PAIR_COLUMNS * p + 2, 3);
    }
    double[] volumes = new double[batch.size()];
    for (int b = 0; b < volumes.length; b++) {
      volumes[b] = Double.isNaN(batch.volume(b)) ? 0 : batch.volume(b);
    }
    return new INDArray[] {
      matrix(composition, batch.size(), dataType),
      matrix(atoms, batch.atoms(), dataType),
      matrix(pairs, rows, dataType),
      matrix(volumes, batch.size(), dataType)
    };
  }

  /**
   * The labels of a graph for a batch.
   *
   * @param targets in the network's units, NaN for no label
   * @param outputs what the graph gives besides energies; other targets are not looked at
   */
  public static INDArray labels(
      PairBatch batch, Targets targets, Set<Output> outputs, LossShares shares, DataType dataType) {
    double[] labels = shares.labels(batch, targets, outputs);
    return matrix(labels, PairNetwork.rows(batch, outputs), dataType);
  }

  /** A batch to fit a graph to. */
  public static MultiDataSet dataSet(INDArray[] inputs, INDArray labels) {
    return new MultiDataSet(inputs, new INDArray[] {labels});
  }

  private static INDArray matrix(double[] values, int rows, DataType dataType) {
    return Nd4j.createFromArray(values).castTo(dataType).reshape('c', rows, values.length / rows);
  }

  /** The batch in the inputs of a {@link PairNetwork}. */
  static PairBatch batch(
      INDArray reference, INDArray atoms, INDArray pairs, INDArray volumeColumn) {
    double[] a = atoms.dup('c').data().asDouble();
    int[] numbers = new int[a.length / 2];
    int[] owners = new int[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (int) a[2 * i];
      owners[i] = (int) a[2 * i + 1];
    }
    double[] p = pairs.dup('c').data().asDouble();
    int count = 0;
    int[] first = new int[p.length / PAIR_COLUMNS];
    int[] second = new int[first.length];
    double[] vectors = new double[3 * first.length];
    for (int row = 0; row < p.length; row += PAIR_COLUMNS) {
      if (p[row] >= 0) {
        first[count] = (int) p[row];
        second[count] = (int) p[row + 1];
        System.arraycopy(p, row + 2, vectors, 3 * count, 3);
        count++;
      }
    }
    int size = Math.toIntExact(reference.size(0));
    double[] volumes = volumeColumn.dup('c').data().asDouble();
    Arrays.setAll(volumes, b -> volumes[b] > 0 ? volumes[b] : Double.NaN);
    return new PairBatch(
        numbers,
        RowIndex.of(owners, size),
        PairIndex.of(Arrays.copyOf(first, count), Arrays.copyOf(second, count), numbers.length),
        Arrays.copyOf(vectors, 3 * count),
        volumes);
  }
}
