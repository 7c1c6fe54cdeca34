package org.quarry.spark.sql;

import java.util.List;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Periodicity;

/**
 * The four columns that hold a structure, named and typed as in the lake's {@code configurations},
 * and how Spark's arrays become a {@link Configuration}.
 */
public final class StructureColumns {
  /**
   * {@code atomic_numbers}, {@code positions} (flat, Å), {@code cell} (nine numbers), {@code pbc}.
   */
  public static final List<String> NAMES = List.of("atomic_numbers", "positions", "cell", "pbc");

  static final List<ArrayType> TYPES =
      List.of(
          array(DataTypes.IntegerType),
          array(DataTypes.DoubleType),
          array(DataTypes.DoubleType),
          array(DataTypes.BooleanType));

  private StructureColumns() {}

  /** The type of a column of {@link #NAMES}. */
  public static ArrayType type(int column) {
    return TYPES.get(column);
  }

  /**
   * The configuration in four arrays.
   *
   * @param cell null for none, like nine zeros
   * @throws IllegalArgumentException if they are no configuration
   */
  public static Configuration read(
      ArrayData atomicNumbers, ArrayData positions, ArrayData cell, ArrayData pbc) {
    requireNoNull("atomic_numbers", atomicNumbers);
    requireNoNull("positions", positions);
    requireNoNull("pbc", pbc);
    if (pbc.numElements() != 3) {
      throw new IllegalArgumentException("pbc has " + pbc.numElements() + " values, not 3");
    }
    Cell vectors = Cell.NONE;
    if (cell != null) {
      requireNoNull("cell", cell);
      vectors = Cell.of(cell.toDoubleArray());
    }
    return Configuration.of(
        atomicNumbers.toIntArray(),
        positions.toDoubleArray(),
        vectors,
        new Periodicity(pbc.getBoolean(0), pbc.getBoolean(1), pbc.getBoolean(2)));
  }

  private static void requireNoNull(String name, ArrayData values) {
    for (int i = 0; i < values.numElements(); i++) {
      if (values.isNullAt(i)) {
        throw new IllegalArgumentException(name + " hold a null at " + i);
      }
    }
  }

  private static ArrayType array(DataType element) {
    return DataTypes.createArrayType(element, true);
  }
}
