package org.quarry.jobs;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.quarry.lake.Fingerprint;
import org.quarry.lake.Lake;

/**
 * A job whose result depends on its input as a whole. It is keyed by the fingerprint of that input
 * and its parameters: the same again is nothing to do, any change makes a new result beside the old
 * one.
 */
public abstract class SetJob extends LakeJob {
  /** The input: all rows and columns that the result depends on. */
  protected abstract List<Dataset<Row>> inputs(Lake lake);

  @Override
  protected final Optional<String> fingerprint(Lake lake) {
    return Optional.of(
        Fingerprint.ofAll(
            inputs(lake).stream().map(rows -> Fingerprint.of(rows, rows.columns())).toList()));
  }
}
