package org.quarry.jobs;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.quarry.atoms.Configuration;
import org.quarry.lake.ConfigurationRows;
import org.quarry.lake.Table;
import org.quarry.potential.Evaluator;
import org.quarry.potential.NoAnswerException;

/**
 * Asks the potentials that a configuration lacks for rows of {@code eip_energies}; one workspace of
 * each a task.
 */
final class LabelRows implements MapPartitionsFunction<Row, Row> {
  /** The columns of the rows. */
  static final StructType SCHEMA = Run.withoutRun(Table.EIP_ENERGIES);

  /** The statuses of {@code eip_energies}. */
  static final String OK = "ok";

  private static final String NO_ANSWER = "no answer";
  private static final int AT_ONCE = 64; // configurations that a potential is told of together
  private static final long serialVersionUID = 1;

  private final List<PotentialRecipe> potentials;
  private final boolean forces;
  private final StructType schema;

  /**
   * @param forces whether the rows are to hold them
   * @param schema of the rows to come: configurations with {@code missing}, an array of {@code
   *     number} of a potential and {@code energy} that stands without forces, or null
   */
  LabelRows(List<PotentialRecipe> potentials, boolean forces, StructType schema) {
    this.potentials = List.copyOf(potentials);
    this.forces = forces;
    this.schema = schema;
  }

  /** A potential to ask, and its energy where that is known and stays. */
  private record Missing(int number, Optional<Double> energy) {
    static Missing of(Row row) {
      return new Missing(
          row.getInt(0), row.isNullAt(1) ? Optional.empty() : Optional.of(row.getDouble(1)));
    }
  }

  private record Todo(String id, Configuration configuration, List<Missing> missing) {
    boolean lacks(int number) {
      return missing.stream().anyMatch(one -> one.number == number);
    }
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    ConfigurationRows reader = ConfigurationRows.of(schema);
    int id = schema.fieldIndex("configuration_id");
    int missing = schema.fieldIndex("missing");
    List<Evaluator> evaluators =
        potentials.stream().map(recipe -> recipe.potential().evaluator()).toList();
    Iterator<List<Todo>> chunks =
        new Chunks<>(
            rows,
            AT_ONCE,
            row -> new Todo(row.getString(id), reader.read(row), missing(row.getList(missing))));
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(chunks, 0), false)
        .flatMap(chunk -> answers(chunk, evaluators))
        .iterator();
  }

  private static List<Missing> missing(List<Row> rows) {
    return rows.stream().map(Missing::of).sorted(Comparator.comparing(Missing::number)).toList();
  }

  private Stream<Row> answers(List<Todo> chunk, List<Evaluator> evaluators) {
    for (int i = 0; i < evaluators.size(); i++) {
      int number = i;
      evaluators
          .get(number)
          .expect(
              chunk.stream().filter(todo -> todo.lacks(number)).map(Todo::configuration).toList());
    }
    return chunk.stream()
        .flatMap(
            todo ->
                todo.missing.stream().map(one -> answer(todo, one, evaluators.get(one.number))));
  }

  private Row answer(Todo todo, Missing one, Evaluator evaluator) {
    PotentialRecipe potential = potentials.get(one.number);
    Double energy = one.energy.orElse(null);
    double[] vectors = null;
    String message = null;
    try {
      evaluator.compute(todo.configuration);
      if (energy == null) {
        energy = evaluator.energy();
      }
      if (forces) {
        vectors = Arrays.copyOf(evaluator.forces(), 3 * todo.configuration.size());
      }
    } catch (NoAnswerException e) {
      message = e.getMessage();
    }
    return RowFactory.create(
        todo.id,
        potential.label(),
        potential.hash(),
        energy,
        vectors,
        energy == null ? NO_ANSWER : OK,
        message,
        forces);
  }
}
