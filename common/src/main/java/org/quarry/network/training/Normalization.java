package org.quarry.network.training;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.quarry.atoms.Element;
import org.quarry.atoms.Periodicity;
import org.quarry.network.EnergyReference;
import org.quarry.network.FeatureScaling;
import org.quarry.shard.SampleKind;
import org.quarry.shard.Shard;

/** Scales of input and output, from the training split alone. */
final class Normalization {
  /** Beyond this many atoms, every n-th shard does for mean and deviation. */
  private static final long ENOUGH_ATOMS = 5_000_000;

  private static final int ENOUGH_ROWS = 2_000;

  private Normalization() {}

  /** Scaling of the vectors of all atoms, labelled or not. */
  static FeatureScaling featureScaling(ShardSet shards) throws IOException {
    FeatureScaling.Fit scaling = new FeatureScaling.Fit(shards.setup().features());
    float[] vector = new float[shards.setup().features()];
    long atoms = shards.entries().stream().mapToLong(entry -> entry.atoms()).sum();
    int stride = (int) (1 + atoms / ENOUGH_ATOMS);
    for (int s = 0; s < shards.entries().size(); s += stride) {
      Shard shard = shards.shard(s);
      for (int a = 0; a < shard.atoms(); a++) {
        shard.features(a, 1, vector, 0);
        scaling.add(vector, 0);
      }
    }
    return scaling.scaling();
  }

  /** A fit of the energies of the elements that the rows hold: a model knows no other. */
  static EnergyReference.Fit fit(ShardSet shards) throws IOException {
    return new EnergyReference.Fit(List.copyOf(shards.elements()));
  }

  /**
   * Σ e_Z of a row in eV.
   *
   * @throws TrainingInputException if it holds an element that no training row does
   */
  static double zero(Shard shard, int row, EnergyReference reference) {
    double sum = 0;
    for (int a = shard.firstAtom(row); a < shard.firstAtom(row + 1); a++) {
      double atom = reference.atom(shard.atomicNumber(a));
      if (Double.isNaN(atom)) {
        throw new TrainingInputException(
            "configuration "
                + shard.id(row)
                + " holds "
                + Element.of(shard.atomicNumber(a))
                + ", which no training row does: they hold "
                + reference.atoms().keySet());
      }
      sum += atom;
    }
    return sum;
  }

  /**
   * Some rows of all shards that are enough to tell a zero by: with first-principles energies, or
   * with the empirical ones if there are none.
   */
  static List<BatchPlan> sample(ShardSet shards, int atomsPerBatch) throws IOException {
    boolean labelled = shards.dftRows() > 0;
    int stride = 1 + (labelled ? shards.dftRows() : shards.rows()) / ENOUGH_ROWS;
    return BatchPlanner.inOrder(
        shards,
        atomsPerBatch,
        (shard, row) -> row % stride == 0 && labelled == (shard.kind(row) == SampleKind.DFT));
  }

  /** Mean over the potentials that gave an energy, as if it were a label. */
  static EnergyReference potentialReference(ShardSet shards) throws IOException {
    EnergyReference.Fit reference = fit(shards);
    double[] energies = new double[shards.setup().potentials().size()];
    for (int s = 0; s < shards.entries().size(); s++) {
      Shard shard = shards.shard(s);
      for (int row = 0; row < shard.rows(); row++) {
        shard.copyEipEnergies(row, energies, 0);
        OptionalDouble mean = Arrays.stream(energies).filter(e -> !Double.isNaN(e)).average();
        if (mean.isPresent()) {
          reference.add(atomicNumbers(shard, row), mean.getAsDouble());
        }
      }
    }
    return reference.reference();
  }

  /** Zero and scale from first-principles energies; from the empirical ones if there are none. */
  static EnergyReference energyReference(ShardSet shards) throws IOException {
    EnergyReference.Fit reference = fit(shards);
    boolean labelled = shards.dftRows() > 0;
    for (int s = 0; s < shards.entries().size(); s++) {
      Shard shard = shards.shard(s);
      for (int row = 0; row < shard.rows(); row++) {
        if (labelled == (shard.kind(row) == SampleKind.DFT)) {
          reference.add(atomicNumbers(shard, row), shard.target(row));
        }
      }
    }
    return reference.reference();
  }

  /** Root mean square of all force components in eV/Å, if any row has forces. */
  static OptionalDouble forceScale(ShardSet shards) throws IOException {
    double squares = 0;
    long components = 0;
    for (int s = 0; s < shards.entries().size(); s++) {
      Shard shard = shards.shard(s);
      for (int row = 0; row < shard.rows(); row++) {
        Optional<double[]> forces = shard.forces(row);
        if (forces.isPresent()) {
          for (double component : forces.get()) {
            squares += component * component;
          }
          components += forces.get().length;
        }
      }
    }
    return components == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.sqrt(squares / components));
  }

  /** Whether any row has a stress that can be trained on: one of a crystal. */
  static boolean hasStress(ShardSet shards) throws IOException {
    for (int s = 0; s < shards.entries().size(); s++) {
      Shard shard = shards.shard(s);
      for (int row = 0; row < shard.rows(); row++) {
        if (shard.stress(row).isPresent()
            && shard.configuration(row).pbc().equals(Periodicity.ALL)) {
          return true;
        }
      }
    }
    return false;
  }

  static int[] atomicNumbers(Shard shard, int row) {
    int[] numbers = new int[shard.size(row)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = shard.atomicNumber(shard.firstAtom(row) + i);
    }
    return numbers;
  }
}
