package org.quarry.network.potential;

import java.util.Arrays;
import java.util.List;
import org.quarry.atoms.Element;
import org.quarry.network.autograd.RowIndex;

/** Rows of elements in an embedding. */
final class SpeciesIndex {
  private SpeciesIndex() {}

  /** Symbols sorted by atomic number, each once. */
  static List<String> normalized(List<String> species) {
    if (species.isEmpty()) {
      throw new IllegalArgumentException("a network needs at least one element");
    }
    return species.stream().map(Element::of).sorted().map(Element::symbol).distinct().toList();
  }

  /** Fails unless the sizes of a message-passing network make sense. */
  static void checkWidths(int features, int interactions, int basisSize, double cutoff) {
    if (features < 1 || interactions < 1 || basisSize < 2) {
      throw new IllegalArgumentException(
          String.format(
              "a representation needs 1 feature, 1 interaction and 2 radial functions at least,"
                  + " got %d, %d and %d",
              features, interactions, basisSize));
    }
    if (!(cutoff > 0) || Double.isInfinite(cutoff)) {
      throw new IllegalArgumentException("cutoff must be positive, got " + cutoff);
    }
  }

  /** The row of each atom's element. */
  static RowIndex of(PairBatch batch, List<String> species) {
    int[] rows = new int[119];
    Arrays.fill(rows, -1);
    for (int k = 0; k < species.size(); k++) {
      rows[Element.of(species.get(k)).atomicNumber()] = k;
    }
    int[] index = new int[batch.atoms()];
    for (int i = 0; i < index.length; i++) {
      index[i] = rows[batch.atomicNumber(i)];
      if (index[i] < 0) {
        throw new IllegalArgumentException(
            "the network does not know "
                + Element.of(batch.atomicNumber(i))
                + ", only "
                + String.join(" ", species));
      }
    }
    return RowIndex.of(index, species.size());
  }
}
