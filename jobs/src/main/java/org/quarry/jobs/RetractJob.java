package org.quarry.jobs;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.quarry.lake.Lake;
import org.quarry.lake.Retraction.Scope;
import org.quarry.lake.Table;
import org.quarry.parameters.Parameters;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Takes a data set, a file or a run out of every later read. Nothing is deleted; what is named may
 * be ingested anew afterwards.
 *
 * <p>Appends to {@code retractions}. Example: {@code quarry retract --lake DIR --file relax_042.xyz
 * --reason "wrong pseudopotential"}.
 */
@Command(name = "retract", description = "Take a bad batch out of every later read")
public final class RetractJob extends LakeJob {
  @ArgGroup(multiplicity = "1")
  private Named named;

  @Option(names = "--reason", description = "kept with the retraction")
  private String reason = "";

  static final class Named {
    @Option(names = "--dataset", required = true, description = "a data set's name")
    private String dataset;

    @Option(names = "--file", required = true, description = "a file, as memberships name it")
    private String file;

    @Option(names = "--run", required = true, description = "a run's number")
    private Long run;

    Scope scope() {
      return dataset != null ? Scope.DATASET : file != null ? Scope.FILE : Scope.RUN;
    }

    String value() {
      return dataset != null ? dataset : file != null ? file : run.toString();
    }
  }

  @Override
  protected Table output() {
    return Table.RETRACTIONS;
  }

  @Override
  protected Parameters parameters(Lake lake) {
    return new SimpleParameters(
        "retract", Map.of("scope", named.scope().text(), "value", named.value(), "reason", reason));
  }

  @Override
  protected Summary execute(Lake lake, Run run) {
    boolean again =
        !lake.read(Table.RETRACTIONS)
            .where(col("scope").equalTo("run").and(col("value").equalTo(named.value())))
            .isEmpty();
    if (named.scope() == Scope.RUN && again) {
      return Summary.NOTHING_TO_DO;
    }
    long members = named(lake.read(Table.MEMBERSHIPS)).count();
    boolean known =
        members > 0
            || (named.scope() == Scope.RUN
                ? !lake.read(Table.RUNS).where(col("run_id").equalTo(named.run)).isEmpty()
                : !named(lake.read(Table.QUARANTINE)).isEmpty());
    if (!known) {
      if (!named(lake.raw(Table.MEMBERSHIPS)).isEmpty()) {
        return Summary.NOTHING_TO_DO; // retracted before
      }
      throw new InputException(
          "the lake has no " + named.scope().text() + " \"" + named.value() + "\"");
    }
    run.append(
        Table.RETRACTIONS, List.of(RowFactory.create(named.scope().text(), named.value(), reason)));
    return Summary.of(members, 1, 0).with("memberships retracted", members);
  }

  private Dataset<Row> named(Dataset<Row> rows) {
    Column name =
        switch (named.scope()) {
          case DATASET -> col("dataset_id").equalTo(named.dataset);
          case FILE -> col("file").equalTo(named.file);
          case RUN -> col("run_id").equalTo(named.run);
        };
    return rows.where(name);
  }
}
