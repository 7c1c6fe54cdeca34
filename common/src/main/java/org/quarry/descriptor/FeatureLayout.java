package org.quarry.descriptor;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How a row is divided: consecutive blocks (a pair of species, a row of a matrix), each with a
 * name. The blocks cover the row in order and without gaps.
 */
public final class FeatureLayout {
  private final List<Block> blocks;
  private final int size;

  private FeatureLayout(List<Block> blocks, int size) {
    this.blocks = blocks;
    this.size = size;
  }

  /**
   * A layout of blocks one after the other.
   *
   * @param names of the blocks, distinct
   * @param lengths of the blocks, as many as names
   * @throws IllegalArgumentException if the row would be longer than an array can be
   */
  public static FeatureLayout of(List<String> names, List<Integer> lengths) {
    if (names.size() != lengths.size()) {
      throw new IllegalArgumentException(names.size() + " names for " + lengths.size() + " blocks");
    }
    long total = lengths.stream().mapToLong(Integer::longValue).sum();
    if (total > Integer.MAX_VALUE / 2) {
      throw new IllegalArgumentException("a row of " + total + " features is too long");
    }
    int[] offsets = new int[names.size() + 1];
    for (int i = 0; i < names.size(); i++) {
      offsets[i + 1] = offsets[i] + lengths.get(i);
    }
    List<Block> blocks =
        IntStream.range(0, names.size())
            .mapToObj(i -> new Block(names.get(i), offsets[i], lengths.get(i)))
            .toList();
    return new FeatureLayout(blocks, offsets[names.size()]);
  }

  public List<Block> blocks() {
    return blocks;
  }

  /** Numbers in a row. */
  public int size() {
    return size;
  }

  /** Consecutive features that belong together. */
  public record Block(String name, int offset, int length) {}
}
