package org.quarry.spark.sql;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.quarry.atoms.Configuration;
import org.quarry.descriptor.Descriptor;
import scala.collection.Seq;

/**
 * A descriptor's rows of the structure in four columns: an array of doubles where there is one row
 * a configuration, else an array of such arrays. Null where {@code atomic_numbers}, {@code
 * positions} or {@code pbc} are null; a null {@code cell} is none.
 */
public final class DescribeExpression extends FunctionExpression {
  private static final long serialVersionUID = 1;

  private static final List<Argument> ARGUMENTS =
      IntStream.range(0, StructureColumns.NAMES.size())
          .mapToObj(i -> new Argument(StructureColumns.NAMES.get(i), StructureColumns.TYPES.get(i)))
          .toList();

  /** What to do with a structure that cannot be described. */
  public enum Refusal {
    /** The query fails with the reason. */
    FAIL,
    /** The result is null. */
    NULL
  }

  private final String function;
  private final DescriptorTask task;
  private final Refusal refusal;

  private DescribeExpression(
      String function, DescriptorTask task, Refusal refusal, Seq<Expression> children) {
    super(function, ARGUMENTS, children);
    this.function = function;
    this.task = task;
    this.refusal = refusal;
  }

  /**
   * A call.
   *
   * @param function its name in SQL
   * @param columns those of {@link StructureColumns#NAMES}
   */
  public static DescribeExpression of(
      String function, DescriptorTask task, Refusal refusal, List<Expression> columns) {
    return new DescribeExpression(function, task, refusal, toSeq(columns));
  }

  @Override
  FunctionExpression over(Seq<Expression> newChildren) {
    return new DescribeExpression(function, task, refusal, newChildren);
  }

  @Override
  public DataType dataType() {
    DataType row = DataTypes.createArrayType(DataTypes.DoubleType, false);
    return isPooled() ? row : DataTypes.createArrayType(row, false);
  }

  @Override
  public Object eval(InternalRow input) {
    ArrayData atomicNumbers = (ArrayData) children().apply(0).eval(input);
    ArrayData positions = (ArrayData) children().apply(1).eval(input);
    ArrayData cell = (ArrayData) children().apply(2).eval(input);
    ArrayData pbc = (ArrayData) children().apply(3).eval(input);
    if (atomicNumbers == null || positions == null || pbc == null) {
      return null;
    }
    try {
      Configuration configuration = StructureColumns.read(atomicNumbers, positions, cell, pbc);
      synchronized (task) { // on the driver, several queries may run one analyzed plan
        return toArray(task.evaluate(configuration));
      }
    } catch (IllegalArgumentException e) {
      if (refusal == Refusal.NULL) {
        return null;
      }
      // Without the cause: commands print the deepest one, which lacks the advice.
      throw new StructureRefused(reason(e) + " (try_" + function + " gives NULL)");
    }
  }

  /** A structure that is none has no descriptor to say so. */
  private String reason(IllegalArgumentException e) {
    String prefix = task.descriptor().parameters().name() + ": ";
    return e.getMessage().startsWith(prefix) ? e.getMessage() : prefix + e.getMessage();
  }

  private Object toArray(int rows) {
    int features = task.descriptor().features();
    if (isPooled()) {
      return row(0, features);
    }
    Object[] all = new Object[rows];
    for (int i = 0; i < rows; i++) {
      all[i] = row(i, features);
    }
    return new GenericArrayData(all);
  }

  private ArrayData row(int row, int features) {
    return UnsafeArrayData.fromPrimitiveArray(
        Arrays.copyOfRange(task.values(), row * features, (row + 1) * features));
  }

  private boolean isPooled() {
    return task.descriptor().rows() == Descriptor.Rows.CONFIGURATION;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof DescribeExpression that
        && task.descriptor().parameters().equals(that.task.descriptor().parameters());
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + task.descriptor().parameters().hashCode();
  }
}
