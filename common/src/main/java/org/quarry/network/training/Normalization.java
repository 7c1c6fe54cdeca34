package org.quarry.network.training;

import java.io.IOException;
import java.util.List;
import org.quarry.atoms.Element;
import org.quarry.network.EnergyReference;
import org.quarry.network.FeatureScaling;
import org.quarry.shard.SampleKind;
import org.quarry.shard.Shard;

/**
 * Scales of input and output, from the training split alone.
 *
 * @param scaling of the vectors of all its atoms, labelled or not
 * @param reference from its first-principles energies; from the empirical ones if there are none
 */
record Normalization(FeatureScaling scaling, EnergyReference reference) {
  /** Beyond this many atoms, every n-th shard does for mean and deviation. */
  private static final long ENOUGH_ATOMS = 5_000_000;

  static Normalization of(ShardSet shards) throws IOException {
    shards.requireVectors();
    List<Element> species = shards.setup().species().stream().map(Element::of).toList();
    FeatureScaling.Fit scaling = new FeatureScaling.Fit(shards.setup().features());
    EnergyReference.Fit reference = new EnergyReference.Fit(species);
    float[] vector = new float[shards.setup().features()];
    boolean labelled = shards.dftRows() > 0;
    long atoms = shards.entries().stream().mapToLong(entry -> entry.atoms()).sum();
    long stride = 1 + atoms / ENOUGH_ATOMS;
    for (int s = 0; s < shards.entries().size(); s++) {
      Shard shard = shards.shard(s);
      for (int a = 0; a < shard.atoms() && s % stride == 0; a++) {
        shard.features(a, 1, vector, 0);
        scaling.add(vector, 0);
      }
      for (int row = 0; row < shard.rows(); row++) {
        if (labelled == (shard.kind(row) == SampleKind.DFT)) {
          reference.add(atomicNumbers(shard, row), shard.target(row));
        }
      }
    }
    return new Normalization(scaling.scaling(), reference.reference());
  }

  private static int[] atomicNumbers(Shard shard, int row) {
    int[] numbers = new int[shard.size(row)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = shard.atomicNumber(shard.firstAtom(row) + i);
    }
    return numbers;
  }
}
