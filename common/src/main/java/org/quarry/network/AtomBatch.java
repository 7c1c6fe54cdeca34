package org.quarry.network;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.quarry.atoms.Element;
import org.quarry.shard.Shard;

/**
 * The inputs of a network for some configurations while they are filled in: standardized vectors
 * with the one-hot element behind, and the matrix that takes means over atoms.
 */
public final class AtomBatch {
  static {
    NativeThreads.settle(); // whoever trains or predicts passes here before the first product
  }

  private final FeatureScaling scaling;
  private final int[] column; // one-hot column by atomic number, -1 for none
  private final int inputs;
  private final int rows;
  private final int atoms;
  private final float[] vectors;
  private final float[] means;
  private final float[] scratch;
  private int row;
  private int atom;

  /** A batch with room for {@code rows} configurations of {@code atoms} atoms in all. */
  public AtomBatch(Architecture architecture, FeatureScaling scaling, int rows, int atoms) {
    this.scaling = scaling;
    this.rows = rows;
    this.atoms = atoms;
    this.inputs = scaling.features() + architecture.species().size();
    this.column = columns(architecture.species(), scaling.features());
    vectors = new float[Math.multiplyExact(atoms, inputs)];
    means = new float[Math.multiplyExact(rows, atoms)];
    scratch = new float[scaling.features()];
  }

  /** The one-hot column of each element by atomic number, -1 for none. */
  static int[] columns(List<String> species, int first) {
    int[] columns = new int[119];
    Arrays.fill(columns, -1);
    for (int k = 0; k < species.size(); k++) {
      columns[Element.of(species.get(k)).atomicNumber()] = first + k;
    }
    return columns;
  }

  /** Adds a row of a shard. */
  public void add(Shard shard, int index) {
    int size = shard.size(index);
    for (int i = 0; i < size; i++) {
      int a = shard.firstAtom(index) + i;
      shard.features(a, 1, scratch, 0);
      put(shard.atomicNumber(a), size);
    }
    row++;
  }

  private void put(int atomicNumber, int size) {
    scaling.apply(scratch, 0, vectors, atom * inputs);
    if (column[atomicNumber] < 0) {
      throw new IllegalArgumentException("the network does not know " + Element.of(atomicNumber));
    }
    vectors[atom * inputs + column[atomicNumber]] = 1;
    means[row * atoms + atom] = 1f / size;
    atom++;
  }

  /** 1/N_b where atom t belongs to configuration b: [B, T]. */
  public INDArray weights() {
    return Nd4j.create(means, new long[] {rows, atoms}, 'c');
  }

  /** Inputs of the atoms: [T, features + species]. */
  public INDArray atoms() {
    return Nd4j.create(vectors, new long[] {atoms, inputs}, 'c');
  }
}
