package org.quarry.network;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.quarry.network.potential.PairBatch;
import org.quarry.network.potential.Targets;

/**
 * How energies, forces and stress share the loss of a potential:
 *
 * <pre>
 *   L = (1 − q) · [p · ⟨ρ((E − Ê)/N)⟩ + (1 − p) · ⟨ρ(F − F̂)⟩] + q · ⟨ρ((σ − σ̂) · V/N)⟩
 * </pre>
 *
 * <p>⟨⟩ are means, weighted by the configurations' weights: over all labelled pairs of a
 * configuration and a task, over all labelled force components of the batch, and over all labelled
 * components of the stress. Stress is taken times volume by number of atoms, the virial an atom: an
 * energy like the first term, whatever the cell. A term without any label is left out.
 *
 * <p>Where a batch holds reference and empirical labels, each mean is taken of either for itself,
 * and L is their sum: ρ of the second is α · Tukey's biweight ({@link ResidualLoss}), with a scale
 * for energies, one for forces and one for stress.
 *
 * <p>Energies count an atom by default, so that large and small configurations weigh alike.
 * Published trainings of molecules of one size take (E − Ê)² of the whole (SchNet: ρ‖E − Ê‖² + ⟨‖F
 * − F̂‖²⟩): {@link ResidualUnit#TOTAL}. For molecules of N atoms a share p of that is the share p
 * N²/(p N² + 1 − p) of this, and the loss larger by its denominator.
 *
 * @param energy p, from 0 to 1
 * @param stress q, from 0 to 1
 * @param unit whether energies count an atom or as a whole
 */
public record LossShares(double energy, double stress, ResidualUnit unit) implements Serializable {
  private static final int EMPIRICAL_ENERGIES = 1;
  private static final int EMPIRICAL_FORCES = 2;
  private static final int EMPIRICAL_STRESS = 3;

  public LossShares {
    if (!(energy >= 0 && energy <= 1) || !(stress >= 0 && stress <= 1)) {
      throw new IllegalArgumentException(
          "shares in the loss are between 0 and 1, got "
              + energy
              + " for energies and "
              + stress
              + " for stress");
    }
  }

  /** Energies an atom and forces, no stress. */
  public static LossShares of(double energy) {
    return new LossShares(energy, 0, ResidualUnit.ATOM);
  }

  /** The labels of a batch as {@link ResidualLoss} reads them: rows of {@link PairNetwork}. */
  double[] labels(PairBatch batch, Targets targets, Set<Output> outputs) {
    return new Labels(batch, targets, outputs).fill();
  }

  /** Labels while they are filled in. */
  private final class Labels {
    private final PairBatch batch;
    private final Targets targets;
    private final Set<Output> outputs;
    private final int columns;
    private final int[] sizes;
    private final double[] values;
    private int row;

    Labels(PairBatch batch, Targets targets, Set<Output> outputs) {
      if (targets.size() != batch.size() || targets.forces().length != 3 * batch.atoms()) {
        throw new IllegalArgumentException(
            String.format(
                "targets of %d configurations and %d force components for a batch of %d"
                    + " configurations and %d atoms",
                targets.size(), targets.forces().length, batch.size(), batch.atoms()));
      }
      this.batch = batch;
      this.targets = targets;
      this.outputs = outputs;
      this.columns = PairNetwork.columns(targets.tasks());
      this.sizes = batch.sizes();
      int rows = PairNetwork.rows(batch, outputs);
      this.values = new double[rows * ResidualLoss.labelColumns(columns)];
    }

    double[] fill() {
      int tasks = targets.tasks();
      double[] total = totals(targets.energies(), i -> i / tasks);
      for (int b = 0; b < batch.size(); b++) {
        double factor = unit.factor(sizes[b]) / sizes[b];
        put(b, targets.energies(), tasks * b, tasks, (1 - stress) * energy, total);
        ResidualLoss.putRow(values, columns, row++, factor, kind(b, EMPIRICAL_ENERGIES));
      }
      if (outputs.contains(Output.FORCES)) {
        forces();
      }
      if (outputs.contains(Output.STRESS)) {
        stresses();
      }
      return values;
    }

    private void forces() {
      double[] total = totals(targets.forces(), i -> batch.configurations().target(i / 3));
      for (int atom = 0; atom < batch.atoms(); atom++) {
        int b = batch.configurations().target(atom);
        put(b, targets.forces(), 3 * atom, 3, (1 - stress) * (1 - energy), total);
        ResidualLoss.putRow(values, columns, row++, 1, kind(b, EMPIRICAL_FORCES));
      }
    }

    private void stresses() {
      double[] labels = targets.stresses().clone();
      for (int b = 0; b < batch.size(); b++) {
        if (Double.isNaN(batch.volume(b))) {
          Arrays.fill(labels, 6 * b, 6 * b + 6, Double.NaN);
        }
      }
      double[] total = totals(labels, i -> i / 6);
      for (int half = 0; half < 2 * batch.size(); half++) {
        int b = half / 2;
        double factor = Double.isNaN(batch.volume(b)) ? 1 : batch.volume(b) / sizes[b];
        put(b, labels, 3 * half, 3, stress, total);
        ResidualLoss.putRow(values, columns, row++, factor, kind(b, EMPIRICAL_STRESS));
      }
    }

    /** Writes numbers of a configuration into the present row. */
    private void put(int b, double[] labels, int from, int count, double share, double[] total) {
      double weight = share * targets.weights()[b] / total[targets.empirical()[b] ? 1 : 0];
      for (int c = 0; c < count; c++) {
        double label = labels[from + c];
        ResidualLoss.putNumber(values, columns, row, c, label, Double.isNaN(label) ? 0 : weight);
      }
    }

    private int kind(int b, int empirical) {
      return targets.empirical()[b] ? empirical : ResidualLoss.REFERENCE;
    }

    /** Sums of the weights of all labelled numbers: references, empirical ones. */
    private double[] totals(double[] labels, IntUnaryOperator owner) {
      double[] total = new double[2];
      for (int i = 0; i < labels.length; i++) {
        if (!Double.isNaN(labels[i])) {
          int b = owner.applyAsInt(i);
          total[targets.empirical()[b] ? 1 : 0] += targets.weights()[b];
        }
      }
      return total;
    }
  }
}
