package org.quarry.spark.training;

import java.io.Serial;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.quarry.atoms.Configuration;
import org.quarry.network.LossShares;
import org.quarry.network.Output;
import org.quarry.network.PairNetworkGraph;
import org.quarry.network.PairNetworkSettings;
import org.quarry.network.potential.NeuralPotential;
import org.quarry.network.potential.PairBatch;
import org.quarry.network.potential.RadialBasis;
import org.quarry.network.potential.SchNet;
import org.quarry.network.potential.Targets;
import org.quarry.network.training.BatchAssembler;
import org.quarry.network.training.BatchPlan;
import org.quarry.network.training.ShardSet;

/**
 * Minibatches of random molecules, one a row number, whose energy is Σ exp(−r) over pairs. They
 * come from no shard, so that engines are tested by themselves.
 */
final class Molecules implements BatchAssembler {
  @Serial private static final long serialVersionUID = 1L;

  private static final List<String> SPECIES = List.of("H", "C", "O");
  private static final int[] NUMBERS = {1, 6, 8};

  private final int atoms;
  private final double cutoff;
  private final DataType type;

  /** Molecules of so many atoms. */
  Molecules(int atoms, double cutoff, DataType type) {
    this.atoms = atoms;
    this.cutoff = cutoff;
    this.type = type;
  }

  /** SchNet with forces, trained by Adam. */
  ComputationGraph schNet(int features, int interactions, int basis) {
    return PairNetworkGraph.of(
        NeuralPotential.of(
            new SchNet(SPECIES, features, interactions, RadialBasis.GAUSSIAN, basis, cutoff)),
        PairNetworkSettings.of(new Adam(2e-3), 5).withOutputs(Output.FORCES),
        type);
  }

  /** Plans of minibatches, none of which has a molecule of another. */
  static List<BatchPlan> round(int batches, int size) {
    return IntStream.range(0, batches).mapToObj(b -> plan(b * size, (b + 1) * size)).toList();
  }

  /** One minibatch of all. */
  static BatchPlan join(List<BatchPlan> batches) {
    return BatchPlan.parse(String.join(",", batches.stream().map(BatchPlan::toText).toList()));
  }

  private static BatchPlan plan(int first, int last) {
    return BatchPlan.parse(
        String.join(",", IntStream.range(first, last).mapToObj(row -> "0." + row).toList()));
  }

  @Override
  public ShardSet shards() {
    throw new UnsupportedOperationException("molecules come from no shard");
  }

  @Override
  public MultiDataSet assemble(BatchPlan plan) {
    List<Configuration> molecules = new ArrayList<>();
    Targets targets = Targets.empty(1, plan.size(), atoms * plan.size());
    String[] rows = plan.toText().split(",");
    for (int i = 0; i < plan.size(); i++) {
      Random random = new Random(Long.parseLong(rows[i].substring(2)));
      double[] positions = positions(random);
      targets.energies()[i] = label(positions, targets.forces(), 3 * atoms * i);
      molecules.add(
          Configuration.isolated(
              random.ints(atoms, 0, NUMBERS.length).map(k -> NUMBERS[k]).toArray(), positions));
    }
    PairBatch batch = PairBatch.of(cutoff, molecules.toArray(Configuration[]::new));
    INDArray[] inputs = PairNetworkGraph.inputs(batch, SPECIES, type);
    INDArray labels =
        PairNetworkGraph.labels(
            batch, targets, EnumSet.of(Output.FORCES), LossShares.of(0.1), type);
    return PairNetworkGraph.dataSet(inputs, labels);
  }

  /** On a grid of 1.2 Å, shaken. */
  private double[] positions(Random random) {
    double[] positions = new double[3 * atoms];
    for (int a = 0; a < atoms; a++) {
      positions[3 * a] = 1.2 * (a % 3) + 0.2 * random.nextGaussian();
      positions[3 * a + 1] = 1.2 * (a / 3 % 3) + 0.2 * random.nextGaussian();
      positions[3 * a + 2] = 1.2 * (a / 9) + 0.2 * random.nextGaussian();
    }
    return positions;
  }

  /** The energy; writes the forces. */
  private static double label(double[] x, double[] forces, int offset) {
    double energy = 0;
    for (int i = 0; i < x.length; i += 3) {
      for (int j = 0; j < i; j += 3) {
        double dx = x[i] - x[j];
        double dy = x[i + 1] - x[j + 1];
        double dz = x[i + 2] - x[j + 2];
        double r = Math.sqrt(dx * dx + dy * dy + dz * dz);
        double e = Math.exp(-r);
        energy += e;
        double[] unit = {dx / r, dy / r, dz / r};
        for (int k = 0; k < 3; k++) {
          forces[offset + i + k] += e * unit[k];
          forces[offset + j + k] -= e * unit[k];
        }
      }
    }
    return energy;
  }
}
