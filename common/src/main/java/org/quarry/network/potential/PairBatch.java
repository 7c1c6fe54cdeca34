package org.quarry.network.potential;

import java.util.Arrays;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.NeighborList;
import org.quarry.network.autograd.PairIndex;
import org.quarry.network.autograd.RowIndex;

/**
 * Configurations, isolated and periodic, as a network sees them: their atoms one after another and
 * the pairs of atoms within a cutoff, each pair once, without padding. Positions and cells enter
 * through the pairs' vectors alone, so a batch made on one side of a wire is complete on the other.
 */
public final class PairBatch {
  private final int[] atomicNumbers;
  private final RowIndex configurations;
  private final PairIndex pairs;
  private final double[] vectors;
  private final double[] volumes;

  /**
   * A batch.
   *
   * @param atomicNumbers of every atom
   * @param configurations which configuration each atom belongs to
   * @param pairs the two atoms of each pair, images of an atom included
   * @param vectors r_second + n·H − r_first of each pair in Å, three numbers a pair
   * @param volumes of the configurations in Å³, NaN where a configuration is not periodic in three
   *     directions
   * @throws IllegalArgumentException if there is no atom or the sizes contradict each other
   */
  public PairBatch(
      int[] atomicNumbers,
      RowIndex configurations,
      PairIndex pairs,
      double[] vectors,
      double[] volumes) {
    if (atomicNumbers.length == 0) {
      throw new IllegalArgumentException("a batch without atoms");
    }
    if (configurations.size() != atomicNumbers.length
        || pairs.atoms() != atomicNumbers.length
        || vectors.length != 3 * pairs.size()
        || volumes.length != configurations.targets()) {
      throw new IllegalArgumentException(
          String.format(
              "a batch of %d atoms with configurations of %d, pairs among %d, %d coordinates for %d"
                  + " pairs and %d volumes for %d configurations",
              atomicNumbers.length,
              configurations.size(),
              pairs.atoms(),
              vectors.length,
              pairs.size(),
              volumes.length,
              configurations.targets()));
    }
    this.atomicNumbers = atomicNumbers.clone();
    this.configurations = configurations;
    this.pairs = pairs;
    this.vectors = vectors.clone();
    this.volumes = volumes.clone();
  }

  /** Atomic number of an atom. */
  public int atomicNumber(int atom) {
    return atomicNumbers[atom];
  }

  /** Which configuration each atom belongs to. */
  public RowIndex configurations() {
    return configurations;
  }

  /** The two atoms of each pair. */
  public PairIndex pairs() {
    return pairs;
  }

  /** A copy of the pairs' vectors in Å, three numbers a pair. */
  public double[] vectors() {
    return vectors.clone();
  }

  /** Volume of a configuration in Å³, NaN unless it is periodic in three directions. */
  public double volume(int configuration) {
    return volumes[configuration];
  }

  /** Number of atoms. */
  public int atoms() {
    return atomicNumbers.length;
  }

  /** Number of configurations. */
  public int size() {
    return volumes.length;
  }

  /** Number of atoms of each configuration. */
  public int[] sizes() {
    int[] sizes = new int[size()];
    for (int i = 0; i < atoms(); i++) {
      sizes[configurations.target(i)]++;
    }
    return sizes;
  }

  /** A batch to be filled, with the cutoff of a network in Å. */
  public static Builder builder(double cutoff) {
    return new Builder(cutoff);
  }

  /** A batch of some configurations. */
  public static PairBatch of(double cutoff, Configuration... configurations) {
    Builder builder = builder(cutoff);
    for (Configuration configuration : configurations) {
      builder.add(configuration);
    }
    return builder.build();
  }

  /** Collects configurations; reusable after {@link #build}. */
  public static final class Builder {
    private final NeighborList neighbors;
    private int[] atomicNumbers = new int[0];
    private int[] owners = new int[0];
    private int[] first = new int[0];
    private int[] second = new int[0];
    private double[] vectors = new double[0];
    private double[] volumes = new double[0];
    private int atoms;
    private int pairs;
    private int size;

    private Builder(double cutoff) {
      neighbors = NeighborList.half(cutoff);
    }

    /** Adds a configuration and finds its pairs. */
    public Builder add(Configuration configuration) {
      neighbors.build(configuration);
      int found = neighbors.pairs();
      reserve(configuration.size(), found);
      for (int i = 0; i < configuration.size(); i++) {
        atomicNumbers[atoms + i] = configuration.atomicNumber(i);
        owners[atoms + i] = size;
        Arrays.fill(
            first, pairs + neighbors.offsets()[i], pairs + neighbors.offsets()[i + 1], atoms + i);
      }
      for (int p = 0; p < found; p++) {
        second[pairs + p] = atoms + neighbors.neighbors()[p];
      }
      System.arraycopy(neighbors.vectors(), 0, vectors, 3 * pairs, 3 * found);
      boolean bulk = configuration.pbc().dimensions() == 3;
      volumes[size] = bulk ? configuration.cell().volume() : Double.NaN;
      atoms += configuration.size();
      pairs += found;
      size++;
      return this;
    }

    private void reserve(int moreAtoms, int morePairs) {
      if (atoms + moreAtoms > atomicNumbers.length) {
        int capacity = Math.max(2 * atomicNumbers.length, atoms + moreAtoms);
        atomicNumbers = Arrays.copyOf(atomicNumbers, capacity);
        owners = Arrays.copyOf(owners, capacity);
      }
      if (pairs + morePairs > first.length) {
        int capacity = Math.max(2 * first.length, pairs + morePairs);
        first = Arrays.copyOf(first, capacity);
        second = Arrays.copyOf(second, capacity);
        vectors = Arrays.copyOf(vectors, 3 * capacity);
      }
      if (size == volumes.length) {
        volumes = Arrays.copyOf(volumes, Math.max(8, 2 * size));
      }
    }

    /**
     * The batch of what was added; the builder is empty again.
     *
     * @throws IllegalArgumentException if nothing was added
     */
    public PairBatch build() {
      PairBatch batch =
          new PairBatch(
              Arrays.copyOf(atomicNumbers, atoms),
              RowIndex.of(Arrays.copyOf(owners, atoms), size),
              PairIndex.of(Arrays.copyOf(first, pairs), Arrays.copyOf(second, pairs), atoms),
              Arrays.copyOf(vectors, 3 * pairs),
              Arrays.copyOf(volumes, size));
      atoms = 0;
      pairs = 0;
      size = 0;
      return batch;
    }
  }
}
