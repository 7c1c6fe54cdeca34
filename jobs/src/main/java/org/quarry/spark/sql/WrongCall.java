package org.quarry.spark.sql;

import org.apache.spark.QueryContext;
import org.apache.spark.sql.AnalysisException;
import scala.Option;

/** A call that is wrong as it is written: found when the query is analyzed, before any row. */
final class WrongCall {
  private WrongCall() {}

  /** The exception to throw; Spark's own, which Scala does not make callers declare. */
  static RuntimeException of(String message) {
    throw WrongCall.<RuntimeException>unchecked(
        new AnalysisException(
            message,
            Option.empty(),
            Option.empty(),
            Option.empty(),
            Option.empty(),
            scala.collection.immutable.Map$.MODULE$.empty(),
            new QueryContext[0]));
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E unchecked(Throwable exception) throws E {
    throw (E) exception;
  }
}
