package org.quarry.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.quarry.lake.ConfigurationRows;
import org.quarry.lake.Table;
import org.quarry.network.DescriptorVectors;
import org.quarry.network.Model;
import org.quarry.network.ModelFile;
import org.quarry.network.Predictor;

/**
 * Predicts the energies of configurations, a predictor a task. What the model cannot say (an
 * element that it does not know) is a row with a message.
 */
final class ModelEnergies implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  private final StructType schema;
  private final String file;

  private ModelEnergies(StructType schema, Path file) {
    this.schema = schema;
    this.file = file.toAbsolutePath().toString();
  }

  /** Rows of {@code predictions} (without {@code run_id}) for rows of {@code configurations}. */
  static Dataset<Row> of(Dataset<Row> configurations, Path model) {
    return configurations.mapPartitions(
        new ModelEnergies(configurations.schema(), model),
        Encoders.row(Run.withoutRun(Table.PREDICTIONS)));
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) throws IOException {
    Path path = Path.of(file);
    String name = ModelOption.name(path);
    Model model = ModelFile.read(path);
    Predictor predictor =
        Predictor.of(
            path.getFileName().toString(),
            model,
            DescriptorVectors.of(DescriptorVectors.descriptor(model.card().descriptorText())));
    ConfigurationRows reader = ConfigurationRows.of(schema);
    int id = schema.fieldIndex("configuration_id");
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Row next() {
        Row row = rows.next();
        try {
          double energy = predictor.energy(reader.read(row));
          return RowFactory.create(name, row.getString(id), energy, null, "ok", null);
        } catch (IllegalArgumentException e) {
          return RowFactory.create(name, row.getString(id), null, null, "failed", e.getMessage());
        }
      }
    };
  }
}
