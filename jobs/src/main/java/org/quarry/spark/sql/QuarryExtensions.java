package org.quarry.spark.sql;

import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.quarry.descriptor.Descriptors;
import org.quarry.spark.sql.DescribeExpression.Refusal;
import scala.Function1;
import scala.Tuple3;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Registers Quarry's SQL functions in every session that names this class in {@code
 * spark.sql.extensions}: one for each descriptor on the class path ({@code soap}, {@code
 * coulomb_matrix} …), {@code descriptor}, {@code cosine}, {@code dense}, and for what describes a
 * {@code try_} form that gives NULL where the other fails. {@code DESCRIBE FUNCTION EXTENDED soap}
 * shows how they are called.
 */
public final class QuarryExtensions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {
  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    for (String descriptor : Descriptors.names()) {
      describes(extensions, DescribeFunction.sqlName(descriptor), descriptor);
    }
    describes(extensions, "descriptor", "");
    inject(extensions, "cosine", FunctionPages.cosine(), new CosineFunction());
    inject(extensions, "dense", FunctionPages.dense(), new DenseFunction());
    return BoxedUnit.UNIT;
  }

  private static void describes(
      SparkSessionExtensions extensions, String function, String descriptor) {
    inject(
        extensions,
        function,
        FunctionPages.describes(function, descriptor),
        new DescribeFunction(function, descriptor, Refusal.FAIL));
    String attempt = "try_" + function;
    inject(
        extensions,
        attempt,
        FunctionPages.tries(attempt, function),
        new DescribeFunction(attempt, descriptor, Refusal.NULL));
  }

  private static void inject(
      SparkSessionExtensions extensions,
      String name,
      ExpressionInfo page,
      Function1<Seq<Expression>, Expression> builder) {
    extensions.injectFunction(new Tuple3<>(FunctionIdentifier.apply(name), page, builder));
  }

  private static final class CosineFunction extends AbstractFunction1<Seq<Expression>, Expression> {
    @Override
    public Expression apply(Seq<Expression> given) {
      if (given.size() != 2) {
        throw WrongCall.of("cosine: takes two vectors, got " + given.size() + " arguments");
      }
      return new Cosine(given);
    }
  }

  private static final class DenseFunction extends AbstractFunction1<Seq<Expression>, Expression> {
    @Override
    public Expression apply(Seq<Expression> given) {
      Arguments arguments =
          Arguments.of("dense", JavaConverters.seqAsJavaList(given), Dense.COLUMNS);
      return Dense.of(arguments.columns(Dense.COLUMNS));
    }
  }
}
