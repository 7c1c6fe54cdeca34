package org.quarry.network.potential;

import org.quarry.network.autograd.Node;
import org.quarry.network.autograd.PairIndex;
import org.quarry.network.autograd.Tape;

/**
 * A batch on a tape: the pairs' vectors, which energies are differentiated by, and what every
 * representation needs of them.
 *
 * @param batch where they come from
 * @param vectors P × 3 in Å, from the first to the second atom
 * @param distances P × 1 in Å
 */
public record PairGeometry(PairBatch batch, Node vectors, Node distances) {
  /** Puts a batch on a tape. */
  public static PairGeometry on(Tape tape, PairBatch batch) {
    Node vectors = tape.variable(batch.vectors(), batch.pairs().size(), 3);
    return new PairGeometry(batch, vectors, vectors.square().sumColumns().sqrt());
  }

  public PairIndex pairs() {
    return batch.pairs();
  }

  /** Vectors of length one: P × 3. */
  public Node directions() {
    return vectors.dividedBy(distances);
  }
}
