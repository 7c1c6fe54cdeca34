package org.quarry.spark.sql;

import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.quarry.descriptor.PresentBlocks;
import scala.collection.Seq;

/**
 * The whole vector of a stored one: float64 or float32, all blocks or the present ones ({@link
 * PresentBlocks}). Null where nothing is stored.
 */
public final class Dense extends FunctionExpression {
  private static final long serialVersionUID = 1;
  private static final DataType VECTOR = DataTypes.createArrayType(DataTypes.DoubleType, true);

  private static final List<Argument> ARGUMENTS =
      List.of(
          new Argument("values", VECTOR),
          new Argument("values_float", DataTypes.createArrayType(DataTypes.FloatType, true)),
          new Argument("blocks", DataTypes.createArrayType(DataTypes.IntegerType, true)),
          new Argument("features", DataTypes.IntegerType));

  /** The columns of a stored vector, as in the lake's {@code descriptors}. */
  public static final List<String> COLUMNS = ARGUMENTS.stream().map(Argument::name).toList();

  public Dense(Seq<Expression> children) {
    super("dense", ARGUMENTS, children);
  }

  /** The vector stored in four columns. */
  public static Dense of(List<Expression> columns) {
    return new Dense(toSeq(columns));
  }

  @Override
  FunctionExpression over(Seq<Expression> newChildren) {
    return new Dense(newChildren);
  }

  @Override
  public DataType dataType() {
    return VECTOR;
  }

  @Override
  public Object eval(InternalRow input) {
    ArrayData values = (ArrayData) children().apply(0).eval(input);
    ArrayData runs = (ArrayData) children().apply(2).eval(input);
    if (values != null && runs == null) {
      return values;
    }
    ArrayData floats = (ArrayData) children().apply(1).eval(input);
    if (values == null && floats == null) {
      return null;
    }
    double[] stored = values == null ? toDoubles(floats) : values.toDoubleArray();
    if (runs != null) {
      Object features = children().apply(3).eval(input);
      if (features == null) {
        throw new IllegalArgumentException("dense: features is NULL where blocks are given");
      }
      stored = PresentBlocks.dense(stored, runs.toIntArray(), (Integer) features);
    }
    return UnsafeArrayData.fromPrimitiveArray(stored);
  }

  private static double[] toDoubles(ArrayData floats) {
    double[] doubles = new double[floats.numElements()];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = floats.getFloat(i);
    }
    return doubles;
  }
}
