package org.quarry.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.quarry.regression.ReferenceRow;

/** The rows that the auxiliary classifier learns from, on the driver, in the order of their ids. */
final class TrainingSet {
  private final List<ReferenceRow> rows = new ArrayList<>();
  private String target = "";

  private TrainingSet() {}

  /**
   * Collects labelled rows; of too many those whose ids have the smallest hashes.
   *
   * @param labeled columns of {@link LabeledRows}, vectors, atomic numbers and {@link EipRows}
   * @throws InputException if there is none
   */
  static TrainingSet collect(Dataset<Row> labeled, int most) {
    Dataset<Row> sample =
        labeled.orderBy(xxhash64(col("configuration_id")), col("configuration_id")).limit(most);
    TrainingSet training = new TrainingSet();
    sample.collectAsList().stream()
        .sorted(Comparator.comparing(row -> row.<String>getAs("configuration_id")))
        .forEach(training::add);
    if (training.rows.isEmpty()) {
      throw new InputException(
          "no training configuration has an energy, a descriptor and empirical energies: run quarry"
              + " describe and quarry label on the labelled data set");
    }
    return training;
  }

  List<ReferenceRow> rows() {
    return rows;
  }

  /** Method and kind of the energies. */
  String target() {
    return target;
  }

  private void add(Row row) {
    String id = row.getAs("configuration_id");
    String group = row.getAs("group");
    rows.add(
        new ReferenceRow(
            id,
            group.isEmpty() ? id : group,
            row.<Double>getAs("energy"),
            EipRows.observation(row)));
    target = row.getAs("method") + "/" + row.getAs("energy_kind");
  }
}
