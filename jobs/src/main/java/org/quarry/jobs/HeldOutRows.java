package org.quarry.jobs;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.quarry.regression.HeldOut;
import scala.collection.JavaConverters;

/** Rows of {@code cross_validations}. */
final class HeldOutRows {
  private HeldOutRows() {}

  static Row row(HeldOut judged) {
    return RowFactory.create(
        judged.id(),
        judged.repetition(),
        judged.fold(),
        judged.trueClass(),
        judged.choice().potential().orElse(null),
        judged.choice().candidate().orElse(null),
        judged.choice().expectedError().isPresent()
            ? judged.choice().expectedError().getAsDouble()
            : null,
        JavaConverters.mapAsScalaMap(judged.choice().probabilities()),
        JavaConverters.mapAsScalaMap(judged.errors()));
  }
}
