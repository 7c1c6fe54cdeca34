package org.quarry.network;

import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.quarry.network.potential.PairBatch;

/** The rows of a {@link PairNetwork}'s output, or of a gradient by them. */
final class PairNetworkRows {
  /** Rows and columns of the strain that the six numbers of a stress belong to. */
  private static final int[][] VOIGT = {{0, 0}, {1, 1}, {2, 2}, {1, 2}, {0, 2}, {0, 1}};

  private final PairBatch batch;
  private final int tasks;
  private final int columns;
  private final int firstForce;
  private final int firstStress;
  private final double[] values;

  PairNetworkRows(PairBatch batch, Set<Output> outputs, int tasks) {
    this(batch, outputs, tasks, null);
  }

  private PairNetworkRows(PairBatch batch, Set<Output> outputs, int tasks, double[] values) {
    this.batch = batch;
    this.tasks = tasks;
    this.columns = PairNetwork.columns(tasks);
    this.firstForce = batch.size();
    this.firstStress = firstForce + (outputs.contains(Output.FORCES) ? batch.atoms() : 0);
    int size = PairNetwork.rows(batch, outputs) * columns;
    this.values = values == null ? new double[size] : values;
    if (this.values.length != size) {
      throw new IllegalArgumentException(
          this.values.length + " numbers where the output has " + size);
    }
  }

  /** The rows of an array. */
  static PairNetworkRows of(PairBatch batch, Set<Output> outputs, int tasks, INDArray array) {
    return new PairNetworkRows(batch, outputs, tasks, array.dup('c').data().asDouble());
  }

  /** Energies and their references, B × tasks each. */
  void putEnergies(double[] energies, double[] references) {
    for (int b = 0; b < batch.size(); b++) {
      for (int k = 0; k < tasks; k++) {
        values[b * columns + k] = energies[b * tasks + k] + references[b * tasks + k];
      }
    }
  }

  double[] energies() {
    double[] energies = new double[batch.size() * tasks];
    for (int b = 0; b < batch.size(); b++) {
      System.arraycopy(values, b * columns, energies, b * tasks, tasks);
    }
    return energies;
  }

  /** Forces, T × 3: one task, so that columns are three. */
  void putForces(double[] forces) {
    System.arraycopy(forces, 0, values, 3 * firstForce, forces.length);
  }

  double[] forces() {
    double[] forces = new double[3 * batch.atoms()];
    System.arraycopy(values, 3 * firstForce, forces, 0, forces.length);
    return forces;
  }

  /** Stress from the derivatives by strain, B × 9, made symmetric to the last bit. */
  void putStress(double[] byStrain) {
    for (int b = 0; b < batch.size(); b++) {
      double volume = batch.volume(b);
      if (!Double.isNaN(volume)) {
        for (int v = 0; v < 6; v++) {
          int k = VOIGT[v][0];
          int l = VOIGT[v][1];
          values[3 * firstStress + 6 * b + v] =
              (byStrain[9 * b + 3 * k + l] + byStrain[9 * b + 3 * l + k]) / (2 * volume);
        }
      }
    }
  }

  /** From a gradient by the stress that by the derivatives by strain, B × 9. */
  double[] byStrain() {
    double[] byStrain = new double[9 * batch.size()];
    for (int b = 0; b < batch.size(); b++) {
      double volume = batch.volume(b);
      if (!Double.isNaN(volume)) {
        for (int v = 0; v < 6; v++) {
          double half = values[3 * firstStress + 6 * b + v] / (2 * volume);
          byStrain[9 * b + 3 * VOIGT[v][0] + VOIGT[v][1]] += half;
          byStrain[9 * b + 3 * VOIGT[v][1] + VOIGT[v][0]] += half;
        }
      }
    }
    return byStrain;
  }

  INDArray toArray(DataType dataType) {
    return Nd4j.createFromArray(values)
        .castTo(dataType)
        .reshape('c', values.length / columns, columns);
  }
}
