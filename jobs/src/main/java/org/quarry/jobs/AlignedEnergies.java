package org.quarry.jobs;

import static org.apache.spark.sql.functions.array_except;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
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

  /**
   * The run of augment whose alignment and choices hold: the newest that looked at all the data
   * sets, or, if none did, the newest.
   *
   * @param datasets names; none: all
   * @throws InputException if there is none
   */
  static long lastRun(Lake lake, List<String> datasets) {
    Column theirs =
        from_json(
            get_json_object(col("parameters"), "$.parameters.datasets"),
            DataTypes.createArrayType(DataTypes.StringType));
    Column ours = lit(datasets.toArray(String[]::new));
    Column covers = size(theirs).equalTo(0);
    if (!datasets.isEmpty()) {
      covers = covers.or(size(array_except(ours, theirs)).equalTo(0));
    }
    List<Row> newest =
        lake.read(Table.RUNS)
            .where(col("job").equalTo("augment"))
            .orderBy(covers.desc(), col("run_id").desc())
            .select("run_id")
            .takeAsList(1);
    if (newest.isEmpty()) {
      throw new InputException("the lake's potentials are not aligned: run quarry augment first");
    }
    return newest.get(0).getLong(0);
  }

  /** The names of the potentials that hold under that alignment, sorted. */
  static List<String> potentials(Lake lake, List<String> datasets) {
    return lake
        .read(Table.ALIGNMENTS)
        .where(col("run_id").equalTo(lastRun(lake, datasets)))
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
  static Dataset<Row> of(Lake lake, List<String> datasets, Dataset<Row> configurations) {
    List<Row> alignments =
        lake.read(Table.ALIGNMENTS)
            .where(col("run_id").equalTo(lastRun(lake, datasets)))
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
  static Dataset<Row> byConfiguration(
      Lake lake, List<String> datasets, Dataset<Row> configurations) {
    return of(lake, datasets, configurations)
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
