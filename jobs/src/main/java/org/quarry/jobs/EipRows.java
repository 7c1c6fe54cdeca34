package org.quarry.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.quarry.atoms.Cell;
import org.quarry.lake.RowArrays;
import org.quarry.regression.Composition;
import org.quarry.regression.Observation;

/** What the empirical potentials say, gathered by configuration. */
final class EipRows {
  private EipRows() {}

  /**
   * The parameter hash of each potential.
   *
   * @param energies rows of {@code eip_energies}
   * @throws InputException if there is no row, or one name stands for several potentials
   */
  static SortedMap<String, String> hashes(Dataset<Row> energies) {
    SortedMap<String, String> hashes = new TreeMap<>();
    for (Row row : energies.select("potential", "parameter_hash").distinct().collectAsList()) {
      String other = hashes.put(row.getString(0), row.getString(1));
      if (other != null) {
        throw new InputException(
            "potential "
                + row.getString(0)
                + " stands in the lake with different parameters: retract one of its runs or leave"
                + " it out with --exclude");
      }
    }
    if (hashes.isEmpty()) {
      throw new InputException("no energies by empirical potentials: run quarry label first");
    }
    return hashes;
  }

  /**
   * Configurations that every potential was asked about: {@code configuration_id}, {@code eip}, a
   * map from potential to energy in eV, null where it gave no answer.
   */
  static Dataset<Row> byConfiguration(Dataset<Row> energies, int potentials) {
    return energies
        .groupBy("configuration_id")
        .agg(map_from_entries(collect_list(struct(col("potential"), col("energy")))).as("eip"))
        .where(size(col("eip")).equalTo(potentials));
  }

  /** The answers in a row's {@code eip}. */
  static SortedMap<String, Double> energies(Row row) {
    SortedMap<String, Double> answers = new TreeMap<>();
    Map<String, Double> all = row.getJavaMap(row.fieldIndex("eip"));
    all.forEach(
        (potential, energy) -> {
          if (energy != null) {
            answers.put(potential, energy);
          }
        });
    return answers;
  }

  /** What a row says of a configuration besides its reference energy. */
  static Observation observation(Row row) {
    int[] atoms = RowArrays.ints(row, row.fieldIndex("atomic_numbers"));
    return Observation.of(
        Composition.of(atoms),
        density(row, atoms.length),
        RowArrays.doubles(row, row.fieldIndex("values")),
        energies(row));
  }

  /** As {@link Observation#density}. */
  private static double density(Row row, int atoms) {
    List<Boolean> periodic = row.getList(row.fieldIndex("pbc"));
    int cell = row.fieldIndex("cell");
    return row.isNullAt(cell) || periodic.contains(false)
        ? 0
        : atoms / Cell.of(RowArrays.doubles(row, cell)).volume();
  }
}
