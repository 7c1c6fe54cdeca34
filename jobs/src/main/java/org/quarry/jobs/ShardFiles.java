package org.quarry.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.quarry.atoms.Configuration;
import org.quarry.lake.ConfigurationRows;
import org.quarry.lake.RowArrays;
import org.quarry.network.DescriptorVectors;
import org.quarry.shard.ShardEntry;
import org.quarry.shard.ShardRow;
import org.quarry.shard.ShardSetup;
import org.quarry.shard.ShardWriter;

/**
 * Writes the rows of a partition, sorted by side and shard, into one file for each shard. A file
 * appears whole; a task that is run again writes the same. Entries travel as rows: Kryo cannot fill
 * records.
 */
final class ShardFiles implements FlatMapFunction<Iterator<Row>, Row> {
  private static final long serialVersionUID = 1L;

  private final StructType schema;
  private final ShardSetup setup;
  private final String folder;

  ShardFiles(StructType schema, ShardSetup setup, String folder) {
    this.schema = schema;
    this.setup = setup;
    this.folder = folder;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) throws IOException {
    ConfigurationRows reader = ConfigurationRows.of(schema);
    Function<Configuration, double[]> vectors = vectors();
    int side = schema.fieldIndex("side");
    int shard = schema.fieldIndex("shard");
    List<Row> entries = new ArrayList<>();
    Row row = rows.hasNext() ? rows.next() : null;
    while (row != null) {
      String split = row.getString(side);
      int number = row.getInt(shard);
      Path file = Path.of(folder, "%s-%05d.arrow".formatted(split, number));
      try (ShardWriter writer = ShardWriter.create(file, setup)) {
        while (row != null && row.getInt(shard) == number && row.getString(side).equals(split)) {
          writer.add(shardRow(row, reader.read(row), vectors));
          row = rows.hasNext() ? rows.next() : null;
        }
        entries.add(toRow(writer.finish(split)));
      }
    }
    return entries.iterator();
  }

  private Function<Configuration, double[]> vectors() {
    if (!setup.hasVectors()) {
      double[] none = new double[0];
      return configuration -> none;
    }
    return DescriptorVectors.of(DescriptorVectors.descriptor(setup.descriptorText()))::of;
  }

  private static Row toRow(ShardEntry e) {
    return RowFactory.create(
        e.file(), e.split(), e.rows(), e.atoms(), e.dftRows(), e.bytes(), e.sha256());
  }

  /** The entry in a row that a task sent. */
  static ShardEntry entry(Row row) {
    return new ShardEntry(
        row.getString(0),
        row.getString(1),
        row.getInt(2),
        row.getLong(3),
        row.getInt(4),
        row.getLong(5),
        row.getString(6));
  }

  private ShardRow shardRow(
      Row row, Configuration configuration, Function<Configuration, double[]> vectors) {
    ShardRow.Builder built = ShardRow.of(configuration, vectors.apply(configuration));
    int learned = schema.fieldIndex("learned");
    int eip = schema.fieldIndex("eip");
    if (!row.isNullAt(learned)) {
      built.energy(row.getDouble(learned));
      int forces = schema.fieldIndex(ShardJob.FORCES);
      if (!row.isNullAt(forces)) {
        built.forces(RowArrays.doubles(row, forces));
      }
      int stress = schema.fieldIndex(ShardJob.STRESS);
      if (!row.isNullAt(stress)) {
        built.stress(RowArrays.doubles(row, stress));
      }
    }
    if (!row.isNullAt(eip)) {
      built.eip(row.getString(schema.fieldIndex("choice")), row.getDouble(eip));
    }
    if (!setup.potentials().isEmpty()) {
      built.eipEnergies(aligned(row));
    }
    return built.build();
  }

  /** Aligned energies of all potentials of the set; NaN for no answer. */
  private double[] aligned(Row row) {
    int at = schema.fieldIndex("aligned");
    Map<String, Double> energies = row.isNullAt(at) ? Map.of() : row.getJavaMap(at);
    return setup.potentials().stream()
        .mapToDouble(potential -> energies.getOrDefault(potential, Double.NaN))
        .toArray();
  }
}
