package org.quarry.descriptor;

import java.util.Arrays;
import java.util.List;

/**
 * Rows without the blocks of their layout that are zero throughout, as those of absent species are.
 * What is stored are the features of the other blocks, in order, and runs: the first feature and
 * the number of features of each stretch that is stored, alternating. Nothing is lost: a block
 * counts as zero only if all its bits are.
 *
 * <p>Belongs to one thread.
 */
public final class PresentBlocks {
  private final List<FeatureLayout.Block> blocks;
  private final int features;
  private final int[] runs;
  private int length;
  private int stored;

  private PresentBlocks(FeatureLayout layout) {
    this.blocks = layout.blocks();
    this.features = layout.size();
    this.runs = new int[2 * blocks.size()];
  }

  /** For rows of a layout. */
  public static PresentBlocks of(FeatureLayout layout) {
    return new PresentBlocks(layout);
  }

  /**
   * Finds the blocks that are not zero in all of some rows.
   *
   * @param values row-major
   * @return how many features a row has in these blocks
   */
  public int find(double[] values, int rows) {
    length = 0;
    stored = 0;
    for (FeatureLayout.Block block : blocks) {
      if (isPresent(block, values, rows)) {
        if (length > 0 && runs[length - 2] + runs[length - 1] == block.offset()) {
          runs[length - 1] += block.length();
        } else {
          runs[length++] = block.offset();
          runs[length++] = block.length();
        }
        stored += block.length();
      }
    }
    return stored;
  }

  /** The runs that {@link #find} found last. */
  public int[] runs() {
    return Arrays.copyOf(runs, length);
  }

  /** The features of one row that are stored. */
  public double[] gather(double[] values, int row) {
    double[] present = new double[stored];
    int at = 0;
    for (int i = 0; i < length; i += 2) {
      System.arraycopy(values, row * features + runs[i], present, at, runs[i + 1]);
      at += runs[i + 1];
    }
    return present;
  }

  /**
   * The whole row of what was stored.
   *
   * @throws IllegalArgumentException if the runs do not fit
   */
  public static double[] dense(double[] stored, int[] runs, int features) {
    double[] row = new double[features];
    int at = 0;
    for (int i = 0; i + 1 < runs.length; i += 2) {
      if (runs[i] < 0
          || runs[i + 1] < 0
          || runs[i] > features - runs[i + 1]
          || at > stored.length - runs[i + 1]) {
        throw misfit(stored, runs, features);
      }
      System.arraycopy(stored, at, row, runs[i], runs[i + 1]);
      at += runs[i + 1];
    }
    if (at != stored.length || runs.length % 2 != 0) {
      throw misfit(stored, runs, features);
    }
    return row;
  }

  private static IllegalArgumentException misfit(double[] stored, int[] runs, int features) {
    return new IllegalArgumentException(
        stored.length
            + " stored features do not fill the runs "
            + Arrays.toString(runs)
            + " of a row of "
            + features);
  }

  private boolean isPresent(FeatureLayout.Block block, double[] values, int rows) {
    for (int row = 0; row < rows; row++) {
      int start = row * features + block.offset();
      for (int i = start; i < start + block.length(); i++) {
        if (Double.doubleToRawLongBits(values[i]) != 0) {
          return true;
        }
      }
    }
    return false;
  }
}
