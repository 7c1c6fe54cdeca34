package org.quarry.network.training;

import java.util.Arrays;
import java.util.Optional;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.NeighborList;
import org.quarry.shard.Shard;

/**
 * The pairs of atoms within a cutoff of some consecutive rows of a shard, each pair once, in flat
 * arrays: by atom the place of its first pair, by pair the second atom (counted from the first atom
 * of its row) and the vector to it in Å.
 */
final class PairTable {
  private static final int BYTES_OF_A_PAIR = Integer.BYTES + 3 * Double.BYTES;

  private final int firstRow;
  private final int[] atoms; // by row the first one, from 0 on; not the shard, which may leave
  private final int[] offsets;
  private final double[] volumes;
  private int[] seconds = new int[0];
  private double[] vectors = new double[0];

  private PairTable(Shard shard, int from, int to) {
    this.firstRow = from;
    this.atoms = new int[to - from + 1];
    for (int row = from; row <= to; row++) {
      atoms[row - from] = shard.firstAtom(row) - shard.firstAtom(from);
    }
    this.offsets = new int[atoms[to - from] + 1];
    this.volumes = new double[to - from];
  }

  /**
   * The pairs of the rows {@code from} to {@code to}, exclusive.
   *
   * @param limit most bytes that the table may take
   * @return nothing if it would take more
   */
  static Optional<PairTable> find(
      Shard shard, int from, int to, NeighborList neighbors, long limit) {
    PairTable table = new PairTable(shard, from, to);
    for (int row = from; row < to; row++) {
      if (!table.append(row, shard.configuration(row), neighbors, limit)) {
        return Optional.empty();
      }
    }
    table.trim();
    return Optional.of(table);
  }

  private boolean append(int row, Configuration configuration, NeighborList neighbors, long limit) {
    neighbors.build(configuration);
    int atom = atoms[row - firstRow];
    int begin = offsets[atom];
    long pairs = (long) begin + neighbors.pairs();
    if (bytes(pairs) > limit || pairs > Integer.MAX_VALUE / 3) {
      return false;
    }
    for (int i = 0; i < configuration.size(); i++) {
      offsets[atom + i + 1] = begin + neighbors.offsets()[i + 1];
    }
    if (pairs > seconds.length) {
      int capacity = (int) Math.min(Integer.MAX_VALUE / 3, Math.max(pairs, 3L * begin / 2));
      seconds = Arrays.copyOf(seconds, capacity);
      vectors = Arrays.copyOf(vectors, 3 * capacity);
    }
    System.arraycopy(neighbors.neighbors(), 0, seconds, begin, neighbors.pairs());
    System.arraycopy(neighbors.vectors(), 0, vectors, 3 * begin, 3 * neighbors.pairs());
    boolean bulk = configuration.pbc().dimensions() == 3;
    volumes[row - firstRow] = bulk ? configuration.cell().volume() : Double.NaN;
    return true;
  }

  private void trim() {
    int pairs = offsets[offsets.length - 1];
    seconds = Arrays.copyOf(seconds, pairs);
    vectors = Arrays.copyOf(vectors, 3 * pairs);
  }

  private long bytes(long pairs) {
    return pairs * BYTES_OF_A_PAIR
        + (long) (atoms.length + offsets.length) * Integer.BYTES
        + (long) volumes.length * Double.BYTES;
  }

  /** Bytes that the table takes. */
  long bytes() {
    return bytes(seconds.length);
  }

  /** Number of pairs of a row. */
  int pairs(int row) {
    return offsets[atoms[row - firstRow + 1]] - offsets[atoms[row - firstRow]];
  }

  /** Volume in Å³ of a row that is periodic in three directions, NaN for others. */
  double volume(int row) {
    return volumes[row - firstRow];
  }

  /**
   * Copies the pairs of a row to place {@code at} and the following ones.
   *
   * @param atom what the row's first atom is called there
   */
  void copy(int row, int atom, int at, int[] firsts, int[] others, double[] separations) {
    int begin = atoms[row - firstRow];
    int end = atoms[row - firstRow + 1];
    int shift = at - offsets[begin];
    for (int i = begin; i < end; i++) {
      Arrays.fill(firsts, shift + offsets[i], shift + offsets[i + 1], atom + i - begin);
    }
    for (int p = offsets[begin]; p < offsets[end]; p++) {
      others[shift + p] = atom + seconds[p];
    }
    System.arraycopy(
        vectors, 3 * offsets[begin], separations, 3 * at, 3 * (offsets[end] - offsets[begin]));
  }
}
