package org.quarry.spark.sql;

import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.Seq;

/**
 * The cosine of the angle between two vectors, in [−1, 1]; 0 where one of them is zero, as in
 * {@link org.quarry.selection.Relevance}. Null where one is null or has a null component.
 */
public final class Cosine extends FunctionExpression {
  private static final long serialVersionUID = 1;
  private static final DataType VECTOR = DataTypes.createArrayType(DataTypes.DoubleType, true);

  public Cosine(Seq<Expression> children) {
    super("cosine", List.of(new Argument("a", VECTOR), new Argument("b", VECTOR)), children);
  }

  @Override
  FunctionExpression over(Seq<Expression> newChildren) {
    return new Cosine(newChildren);
  }

  @Override
  public DataType dataType() {
    return DataTypes.DoubleType;
  }

  @Override
  public Object eval(InternalRow input) {
    ArrayData a = (ArrayData) children().apply(0).eval(input);
    ArrayData b = (ArrayData) children().apply(1).eval(input);
    return a == null || b == null || hasNull(a) || hasNull(b) ? null : cosine(a, b);
  }

  private static boolean hasNull(ArrayData vector) {
    for (int i = 0; i < vector.numElements(); i++) {
      if (vector.isNullAt(i)) {
        return true;
      }
    }
    return false;
  }

  private static double cosine(ArrayData a, ArrayData b) {
    int n = a.numElements();
    if (b.numElements() != n) {
      throw new IllegalArgumentException(
          "cosine: the vectors have "
              + n
              + " and "
              + b.numElements()
              + " components; compare descriptors of the same parameters");
    }
    double largestA = largest(a);
    double largestB = largest(b);
    if (largestA == 0 || largestB == 0) {
      return 0;
    }
    double dot = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < n; i++) {
      double x = a.getDouble(i) / largestA; // so that squares neither overflow nor vanish
      double y = b.getDouble(i) / largestB;
      dot += x * y;
      squaresA += x * x;
      squaresB += y * y;
    }
    double cosine = dot / (Math.sqrt(squaresA) * Math.sqrt(squaresB));
    return Math.max(-1, Math.min(1, cosine)); // NaN stays NaN
  }

  private static double largest(ArrayData vector) {
    double largest = 0;
    for (int i = 0; i < vector.numElements(); i++) {
      largest = Math.max(largest, Math.abs(vector.getDouble(i)));
    }
    return largest;
  }
}
