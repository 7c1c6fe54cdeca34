package org.quarry.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;

import java.util.List;
import java.util.Map;
import java.util.Spliterators;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.quarry.atoms.Configuration;
import org.quarry.lake.ConfigurationRows;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;
import org.quarry.parameters.Parameters;
import org.quarry.potential.Evaluator;
import org.quarry.potential.NoAnswerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Computes the energies of configurations by empirical potentials, as the potentials give them.
 * Where a potential says nothing of a configuration, the row says why.
 *
 * <p>Reads {@code configurations}; adds what {@code eip_energies} lacks, by configuration and
 * potential. Example: {@code quarry label --lake DIR --dataset si --potential sw-si --potential
 * tersoff:SiC.tersoff@Si}.
 */
@Command(name = "label", description = "Compute energies by empirical potentials")
public final class LabelJob extends RowJob {
  /** The statuses of {@code eip_energies}. */
  static final String OK = "ok";

  private static final String NO_ANSWER = "no answer";
  private static final int AT_ONCE = 64; // configurations that a potential is told of together
  private static final StructType ENERGIES = Run.withoutRun(Table.EIP_ENERGIES);

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
            "potentials", potentials.stream().map(p -> p.label() + " " + p.hash()).toList()));
  }

  /** Each configuration with the numbers of the potentials that it lacks. */
  @Override
  protected Dataset<Row> todo(Lake lake, Run run) {
    Dataset<Row> configurations = lake.configurations(datasets.names());
    Dataset<Row> wanted = configurations.select("configuration_id").crossJoin(numbered(lake));
    Dataset<Row> missing =
        lake.lacking(
                wanted,
                lake.read(Table.EIP_ENERGIES),
                "configuration_id",
                "potential",
                "parameter_hash")
            .groupBy("configuration_id")
            .agg(collect_list(col("number")).as("missing"));
    return configurations.join(missing, "configuration_id");
  }

  @Override
  protected Dataset<Row> compute(Lake lake, Dataset<Row> todo) {
    return todo.mapPartitions(energies(potentials, todo.schema()), Encoders.row(ENERGIES));
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

  private static MapPartitionsFunction<Row, Row> energies(
      List<PotentialRecipe> potentials, StructType schema) {
    return rows -> {
      ConfigurationRows reader = ConfigurationRows.of(schema);
      int id = schema.fieldIndex("configuration_id");
      int missing = schema.fieldIndex("missing");
      List<Evaluator> evaluators =
          potentials.stream().map(recipe -> recipe.potential().evaluator()).toList();
      return StreamSupport.stream(
              Spliterators.spliteratorUnknownSize(
                  new Chunks<>(
                      rows,
                      AT_ONCE,
                      row -> new Todo(row.getString(id), reader.read(row), row.getList(missing))),
                  0),
              false)
          .flatMap(chunk -> energies(chunk, potentials, evaluators))
          .iterator();
    };
  }

  /** A configuration and the numbers of the potentials that it lacks. */
  private record Todo(String id, Configuration configuration, List<Integer> missing) {}

  private static Stream<Row> energies(
      List<Todo> chunk, List<PotentialRecipe> potentials, List<Evaluator> evaluators) {
    for (int number = 0; number < evaluators.size(); number++) {
      Integer lacking = number;
      evaluators
          .get(number)
          .expect(
              chunk.stream()
                  .filter(todo -> todo.missing.contains(lacking))
                  .map(Todo::configuration)
                  .toList());
    }
    return chunk.stream()
        .flatMap(
            todo ->
                todo.missing.stream()
                    .sorted()
                    .map(
                        number ->
                            energy(
                                todo.id,
                                potentials.get(number),
                                evaluators.get(number),
                                todo.configuration)));
  }

  private static Row energy(
      String id, PotentialRecipe potential, Evaluator evaluator, Configuration configuration) {
    Object energy = null;
    String status = OK;
    String message = null;
    try {
      evaluator.compute(configuration);
      energy = evaluator.energy();
    } catch (NoAnswerException e) {
      status = NO_ANSWER;
      message = e.getMessage();
    }
    return RowFactory.create(
        id, potential.label(), potential.hash(), energy, null, status, message);
  }
}
