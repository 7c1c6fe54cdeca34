package org.quarry.jobs;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;
import org.quarry.parameters.Parameters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Computes the energies of configurations by empirical potentials, as the potentials give them, and
 * with {@code --forces} the forces too. Where a potential says nothing of a configuration, the row
 * says why.
 *
 * <p>Reads {@code configurations}; adds what {@code eip_energies} lacks, by configuration and
 * potential. An energy that stands there without the forces now asked for gets them and stays as it
 * is. Example: {@code quarry label --lake DIR --dataset si --potential sw-si --potential
 * tersoff:SiC.tersoff@Si --forces}.
 */
@Command(name = "label", description = "Compute energies by empirical potentials")
public final class LabelJob extends RowJob {
  private static final String[] KEY = Table.EIP_ENERGIES.key().toArray(String[]::new);

  @Mixin private DatasetOptions datasets = new DatasetOptions();

  @Option(
      names = "--potential",
      paramLabel = "SPEC",
      required = true,
      description = {
        "NAME, NAME:FILE[,FILE...], NAME{k=v,...} or kim:MODEL, then perhaps @El=Label,...;",
        "repeat for several potentials"
      })
  private List<String> specs = List.of();

  @Option(
      names = "--forces",
      description =
          "keep the forces too (eV/Å, x y z of each atom in turn), also of energies that stand in"
              + " the lake without them")
  private boolean forces;

  private List<PotentialRecipe> potentials = List.of();

  @Override
  protected void validate() {
    potentials = specs.stream().map(PotentialRecipe::of).toList();
    if (potentials.stream().map(PotentialRecipe::label).distinct().count() < potentials.size()) {
      throw new UsageException("two of the potentials have one name: " + specs);
    }
  }

  @Override
  protected Table output() {
    return Table.EIP_ENERGIES;
  }

  @Override
  protected Parameters parameters(Lake lake) {
    return new SimpleParameters(
        "label",
        Map.of(
            "datasets", datasets.names(),
            "potentials", potentials.stream().map(p -> p.label() + " " + p.hash()).toList(),
            "forces", forces));
  }

  /**
   * Each configuration with the numbers of the potentials that it lacks, and for each the energy
   * that stands without forces.
   */
  @Override
  protected Dataset<Row> todo(Lake lake, Run run) {
    Dataset<Row> configurations = lake.configurations(datasets.names());
    Dataset<Row> wanted = configurations.select("configuration_id").crossJoin(numbered(lake));
    Dataset<Row> held = lake.read(Table.EIP_ENERGIES);
    Column bare = lit(false);
    if (forces) {
      Column asked = coalesce(col("with_forces"), lit(false)); // null before there was the column
      bare = col("status").equalTo(LabelRows.OK).and(not(asked));
    }
    Dataset<Row> missing =
        lake.lacking(wanted, held.where(not(bare)), KEY)
            .join(held.where(bare).select("energy", KEY), KEY, "left_outer")
            .groupBy("configuration_id")
            .agg(collect_list(struct(col("number"), col("energy"))).as("missing"));
    return configurations.join(missing, "configuration_id");
  }

  @Override
  protected Dataset<Row> compute(Lake lake, Dataset<Row> todo) {
    return todo.mapPartitions(
        new LabelRows(potentials, forces, todo.schema()), Encoders.row(LabelRows.SCHEMA));
  }

  private Dataset<Row> numbered(Lake lake) {
    List<Row> rows =
        IntStream.range(0, potentials.size())
            .mapToObj(
                i -> RowFactory.create(potentials.get(i).label(), potentials.get(i).hash(), i))
            .toList();
    StructType schema =
        new StructType()
            .add("potential", DataTypes.StringType, false)
            .add("parameter_hash", DataTypes.StringType, false)
            .add("number", DataTypes.IntegerType, false);
    return lake.spark().createDataFrame(rows, schema);
  }
}
