package org.quarry.spark.sql;

import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.Seq;

/** An array of doubles as a dense vector of {@code spark.ml}; null for null. */
public final class MlVector extends FunctionExpression {
  private static final long serialVersionUID = 1;
  private static final byte DENSE = 1; // how VectorUDT tells dense vectors from sparse ones

  private MlVector(Seq<Expression> children) {
    super(
        "ml_vector",
        List.of(new Argument("values", DataTypes.createArrayType(DataTypes.DoubleType))),
        children);
  }

  /** The vector of an array. */
  public static MlVector of(Expression array) {
    return new MlVector(toSeq(List.of(array)));
  }

  @Override
  FunctionExpression over(Seq<Expression> newChildren) {
    return new MlVector(newChildren);
  }

  @Override
  public DataType dataType() {
    return SQLDataTypes.VectorType();
  }

  @Override
  public Object eval(InternalRow input) {
    Object values = children().apply(0).eval(input);
    return values == null ? null : new GenericInternalRow(new Object[] {DENSE, null, null, values});
  }
}
