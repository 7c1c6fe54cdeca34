package org.quarry.jobs;

import java.util.Optional;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.PresentBlocks;
import org.quarry.lake.StoredVectors;

/**
 * The rows of one structure as they are to be written.
 *
 * @param values row-major, {@code rows × stored} numbers and perhaps more behind them
 * @param rows how many rows
 * @param stored numbers in a row
 * @param runs where these stand in the whole row ({@link PresentBlocks}); empty if they are it
 */
@SuppressWarnings("ArrayRecordComponent") // passed on and written, never compared
record FeatureRows(
    Descriptor descriptor, double[] values, int rows, int stored, Optional<int[]> runs) {

  /**
   * Rows in a form.
   *
   * @param values whole rows
   * @throws IllegalArgumentException if the form's dtype cannot hold a value
   */
  static FeatureRows of(Descriptor descriptor, double[] values, int rows, StoredVectors form) {
    int features = descriptor.features();
    form.dtype().requireHolds(values, rows * features);
    if (form.blocks() == StoredVectors.Blocks.ALL) {
      return new FeatureRows(descriptor, values, rows, features, Optional.empty());
    }
    PresentBlocks present = PresentBlocks.of(descriptor.layout());
    int stored = present.find(values, rows);
    double[] gathered = new double[rows * stored];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(present.gather(values, row), 0, gathered, row * stored, stored);
    }
    return new FeatureRows(descriptor, gathered, rows, stored, Optional.of(present.runs()));
  }
}
