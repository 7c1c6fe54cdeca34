package org.quarry.spark.sql;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.quarry.descriptor.Descriptors;
import org.quarry.spark.sql.DescribeExpression.Refusal;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.runtime.AbstractFunction1;

/** Makes the expression of a call of one descriptor's SQL function, or of the general one. */
final class DescribeFunction extends AbstractFunction1<Seq<Expression>, Expression> {
  /** DScribe's words for what the field calls a matrix. */
  private static final Map<String, String> SQL_NAMES =
      Map.of("coulomb", "coulomb_matrix", "sine", "sine_matrix", "ewald", "ewald_sum_matrix");

  private final String function;
  private final String descriptor; // empty: the first argument names it
  private final Refusal refusal;

  DescribeFunction(String function, String descriptor, Refusal refusal) {
    this.function = function;
    this.descriptor = descriptor;
    this.refusal = refusal;
  }

  /** The SQL name of a descriptor. */
  static String sqlName(String descriptor) {
    return SQL_NAMES.getOrDefault(descriptor, descriptor.replace('-', '_'));
  }

  @Override
  public Expression apply(Seq<Expression> given) {
    List<Expression> all = JavaConverters.seqAsJavaList(given);
    String name = descriptor;
    if (descriptor.isEmpty()) {
      name = Arguments.text(function, "the descriptor's name", all);
      all = all.subList(1, all.size());
    }
    Arguments arguments = Arguments.of(function, all, StructureColumns.NAMES);
    DescriptorTask task;
    try {
      task = DescriptorTask.of(Descriptors.of(name, arguments.settings()));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw WrongCall.of(e.getMessage());
    }
    return DescribeExpression.of(
        function, task, refusal, arguments.columns(StructureColumns.NAMES));
  }
}
