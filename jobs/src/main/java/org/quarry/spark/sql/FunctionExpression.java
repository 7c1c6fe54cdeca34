package org.quarry.spark.sql;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.analysis.TypeCheckResult;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ImplicitCastInputTypes;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenFallback;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataType;
import scala.collection.IndexedSeq;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * What Quarry's functions share as Catalyst expressions: named arguments of fixed types, to which
 * Spark casts what it can; null for an unknown result; evaluated row by row.
 */
abstract class FunctionExpression extends Expression
    implements CodegenFallback, ImplicitCastInputTypes, Serializable {
  private static final long serialVersionUID = 1;

  private final String function;
  private final List<Argument> arguments;
  private final Seq<Expression> children;

  /** An argument's name and type. */
  record Argument(String name, DataType type) implements Serializable {}

  /**
   * A call.
   *
   * @param function its name in SQL
   * @param children as many as arguments
   */
  FunctionExpression(String function, List<Argument> arguments, Seq<Expression> children) {
    this.function = function;
    this.arguments = arguments;
    this.children = children;
  }

  /** The same call over other children. */
  abstract FunctionExpression over(Seq<Expression> newChildren);

  static Seq<Expression> toSeq(List<Expression> expressions) {
    return JavaConverters.asScalaBuffer(expressions).toList();
  }

  @Override
  public final boolean nullable() {
    return true;
  }

  @Override
  public final Seq<AbstractDataType> inputTypes() {
    List<AbstractDataType> types = List.copyOf(arguments.stream().map(Argument::type).toList());
    return JavaConverters.asScalaBuffer(types).toList();
  }

  @Override
  public final TypeCheckResult checkInputDataTypes() {
    for (int i = 0; i < arguments.size(); i++) {
      Argument argument = arguments.get(i);
      DataType given = children.apply(i).dataType();
      if (!DataType.equalsIgnoreNullability(argument.type, given)) {
        return new TypeCheckResult.TypeCheckFailure(
            function
                + ": "
                + argument.name
                + " must be "
                + argument.type.sql()
                + ", got "
                + given.sql());
      }
    }
    return TypeCheckResult.TypeCheckSuccess$.MODULE$;
  }

  @Override
  public final ExprCode doGenCode(CodegenContext context, ExprCode code) {
    return CodegenFallback.super.doGenCode(context, code);
  }

  @Override
  public final String prettyName() {
    return function;
  }

  @Override
  public final Seq<Expression> children() {
    return children;
  }

  @Override
  public final Expression withNewChildrenInternal(IndexedSeq<Expression> newChildren) {
    return over(newChildren.toList());
  }

  @Override
  public final int productArity() {
    return 1;
  }

  @Override
  public final Object productElement(int n) {
    return children;
  }

  @Override
  public final boolean canEqual(Object other) {
    return other != null && other.getClass() == getClass();
  }

  @Override
  public boolean equals(Object other) {
    return canEqual(other)
        && function.equals(((FunctionExpression) other).function)
        && children.equals(((FunctionExpression) other).children);
  }

  @Override
  public int hashCode() {
    return 31 * function.hashCode() + children.hashCode();
  }
}
