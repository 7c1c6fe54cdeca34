package org.quarry.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.quarry.atoms.Element;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Energies by empirical potentials, at the zero of the labels as the last alignment found it. */
final class AlignedEnergies {
  /** The offset of every atom, whatever its element. */
  private static final String ANY = "*";

  private AlignedEnergies() {}

  /** The run whose alignment holds. */
  static long lastRun(Lake lake) {
    Row last = lake.read(Table.ALIGNMENTS).agg(max("run_id")).first();
    if (last.isNullAt(0)) {
      throw new InputException("the lake's potentials are not aligned: run quarry augment first");
    }
    return last.getLong(0);
  }

  /** The names of the potentials that hold under that alignment, sorted. */
  static List<String> potentials(Lake lake) {
    return lake
        .read(Table.ALIGNMENTS)
        .where(col("run_id").equalTo(lastRun(lake)))
        .select("potential")
        .distinct()
        .orderBy("potential")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  /**
   * {@code model} (the potential's name), {@code configuration_id}, {@code predicted} (eV) and
   * {@code forces} for the aligned potentials; null where a potential gave no answer, or an element
   * was not aligned.
   */
  static Dataset<Row> of(Lake lake, Dataset<Row> configurations) {
    List<Row> alignments =
        lake.read(Table.ALIGNMENTS)
            .where(col("run_id").equalTo(lastRun(lake)))
            .select("potential", "parameter_hash", "offsets")
            .orderBy("potential")
            .collectAsList();
    Dataset<Row> numbers = configurations.select("configuration_id", "atomic_numbers");
    Dataset<Row> all = null;
    for (Row alignment : alignments) {
      Dataset<Row> energies =
          lake.read(Table.EIP_ENERGIES)
              .where(
                  col("potential")
                      .equalTo(alignment.getString(0))
                      .and(col("parameter_hash").equalTo(alignment.getString(1))))
              .select("configuration_id", "energy", "forces")
              .join(numbers, "configuration_id");
      Dataset<Row> aligned =
          energies.select(
              lit(alignment.getString(0)).as("model"),
              col("configuration_id"),
              col("energy")
                  .plus(
                      udf(shift(alignment.getJavaMap(2)), DataTypes.DoubleType)
                          .apply(col("atomic_numbers")))
                  .as("predicted"),
              col("forces"));
      all = all == null ? aligned : all.union(aligned);
    }
    return all;
  }

  /**
   * {@code configuration_id}, {@code aligned}: a map from the aligned potentials to their energies
   * in eV, those without an answer left out.
   */
  static Dataset<Row> byConfiguration(Lake lake, Dataset<Row> configurations) {
    return of(lake, configurations)
        .where(col("predicted").isNotNull())
        .groupBy("configuration_id")
        .agg(map_from_entries(collect_list(struct(col("model"), col("predicted")))).as("aligned"));
  }

  /** N · any + Σ_Z n_Z · own_Z. */
  private static UDF1<Seq<Integer>, Double> shift(Map<String, Double> offsets) {
    double any = offsets.getOrDefault(ANY, 0.0);
    Map<Integer, Double> own = new HashMap<>();
    offsets.forEach(
        (symbol, eV) -> {
          if (!symbol.equals(ANY)) {
            own.put(Element.of(symbol).atomicNumber(), eV);
          }
        });
    return numbers -> {
      double sum = 0;
      for (int z : JavaConverters.seqAsJavaList(numbers)) {
        Double offset = own.isEmpty() ? Double.valueOf(0) : own.get(z);
        if (offset == null) {
          return null; // an element that no training row had
        }
        sum += any + offset;
      }
      return sum;
    };
  }
}
