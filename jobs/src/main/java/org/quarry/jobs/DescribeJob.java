package org.quarry.jobs;

import static org.apache.spark.sql.functions.array_except;
import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.quarry.atoms.Element;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Descriptors;
import org.quarry.descriptor.Evaluator;
import org.quarry.lake.ConfigurationRows;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;
import org.quarry.parameters.Parameters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Computes one pooled descriptor vector for every configuration.
 *
 * <p>The species are a setting of the lake, told once: vectors of different species lists cannot be
 * compared. Configurations with other elements go to {@code quarantine} in stage {@code describe}.
 *
 * <p>Reads {@code configurations}; appends to {@code descriptors} what is lacking for these
 * parameters. Example: {@code quarry describe --lake DIR --species Si --set r_cut=5 --set n_max=8
 * --set l_max=6 --set sigma=0.5}.
 */
@Command(name = "describe", description = "Compute pooled descriptors")
public final class DescribeJob extends RowJob {
  private static final String SPECIES = "species";

  @Mixin private DatasetOptions datasets = new DatasetOptions();

  @Mixin private DescriptorSettings settings = new DescriptorSettings();

  @Option(
      names = "--species",
      split = ",",
      paramLabel = "SYMBOL",
      description = "all elements that the lake is to hold, told once")
  private List<String> species = List.of();

  @Option(
      names = "--average",
      paramLabel = "MODE",
      description = "how centres are pooled: outer (default) or inner")
  private String average = "";

  @Override
  protected Table output() {
    return Table.DESCRIPTORS;
  }

  @Override
  protected Parameters parameters(Lake lake) {
    return descriptor(lake).parameters();
  }

  @Override
  protected Dataset<Row> todo(Lake lake, Run run) {
    Dataset<Row> known =
        lake.read(Table.DESCRIPTORS).where(col("parameter_hash").equalTo(run.parameters().hash()));
    return lake.lacking(
        lake.configurations(datasets.names()).where(size(foreign(lake)).equalTo(0)),
        known,
        "configuration_id");
  }

  @Override
  protected Dataset<Row> rejects(Lake lake) {
    Column foreign = foreign(lake);
    return lake.configurations(datasets.names())
        .where(size(foreign).gt(0))
        .select(
            col("configuration_id"),
            concat(
                    lit("holds "),
                    array_join(foreign, ", "),
                    lit("; the lake's species are " + String.join(", ", species(lake))))
                .as("reason"));
  }

  @Override
  protected Dataset<Row> compute(Lake lake, Dataset<Row> todo) {
    Descriptor definition = descriptor(lake);
    String name = settings.name();
    Map<String, Object> values = definition.parameters().toMap();
    String hash = definition.parameters().hash();
    StructType schema = todo.schema();
    return todo.mapPartitions(
        (MapPartitionsFunction<Row, Row>)
            rows -> describe(rows, schema, Descriptors.of(name, values), hash),
        Encoders.row(Run.withoutRun(Table.DESCRIPTORS)));
  }

  private static Iterator<Row> describe(
      Iterator<Row> rows, StructType schema, Descriptor descriptor, String hash) {
    ConfigurationRows reader = ConfigurationRows.of(schema);
    Evaluator evaluator = descriptor.evaluator();
    int id = schema.fieldIndex("configuration_id");
    String name = descriptor.parameters().name();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Row next() {
        Row row = rows.next();
        evaluator.evaluate(reader.read(row));
        return RowFactory.create(
            row.getString(id),
            name,
            hash,
            Arrays.copyOf(evaluator.values(), descriptor.features()));
      }
    };
  }

  private Descriptor descriptor(Lake lake) {
    Map<String, Object> map = settings.toMap();
    if (map.containsKey(SPECIES)) {
      throw new UsageException("tell the lake's species with --species, not among the settings");
    }
    map.put(SPECIES, species(lake));
    if (!average.isEmpty()) {
      map.put("average", average);
    } else if (settings.name().equals("soap")) {
      map.putIfAbsent("average", "outer");
    }
    Descriptor descriptor = settings.descriptor(map);
    if (descriptor.rows() != Descriptor.Rows.CONFIGURATION) {
      throw new UsageException(
          "the lake keeps one vector a configuration: choose --average outer or inner");
    }
    return descriptor;
  }

  /** The lake's species by atomic number. */
  private List<String> species(Lake lake) {
    List<String> wanted = new ArrayList<>();
    try {
      species.stream().map(Element::of).distinct().sorted().forEach(e -> wanted.add(e.symbol()));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--species: " + e.getMessage());
    }
    String held =
        wanted.isEmpty()
            ? lake.setting(SPECIES)
                .orElseThrow(
                    () -> new UsageException("tell the lake's species once, as --species Si,O"))
            : lake.settingOrElse(SPECIES, String.join(",", wanted));
    if (!wanted.isEmpty() && !held.equals(String.join(",", wanted))) {
      throw new UsageException(
          "the lake's species are "
              + held
              + ", fixed by its first describe; make another lake for "
              + String.join(",", wanted));
    }
    return List.of(held.split(","));
  }

  private Column foreign(Lake lake) {
    Column[] known = species(lake).stream().map(functions::lit).toArray(Column[]::new);
    return array_except(col("elements"), functions.array(known));
  }
}
