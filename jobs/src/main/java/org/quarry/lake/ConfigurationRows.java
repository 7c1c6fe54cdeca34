package org.quarry.lake;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.atoms.Periodicity;

/**
 * Reads and writes configurations as rows of {@link Table#CONFIGURATIONS}; columns are found by
 * name once.
 */
public final class ConfigurationRows implements Serializable {
  private static final long serialVersionUID = 1;

  private final int atomicNumbers;
  private final int positions;
  private final int cell;
  private final int pbc;

  private ConfigurationRows(StructType schema) {
    this.atomicNumbers = schema.fieldIndex("atomic_numbers");
    this.positions = schema.fieldIndex("positions");
    this.cell = schema.fieldIndex("cell");
    this.pbc = schema.fieldIndex("pbc");
  }

  /** A reader of rows that have at least the structure's four columns. */
  public static ConfigurationRows of(StructType schema) {
    return new ConfigurationRows(schema);
  }

  /** The configuration in a row. */
  public Configuration read(Row row) {
    List<Boolean> periodic = row.getList(pbc);
    return Configuration.of(
        RowArrays.ints(row, atomicNumbers),
        RowArrays.doubles(row, positions),
        row.isNullAt(cell) ? Cell.NONE : Cell.of(RowArrays.doubles(row, cell)),
        new Periodicity(periodic.get(0), periodic.get(1), periodic.get(2)));
  }

  /** The row of a configuration: the columns of {@link Table#CONFIGURATIONS} but {@code run_id}. */
  public static Row write(Configuration c) {
    int[] z = c.atomicNumbers();
    return RowFactory.create(
        c.id(),
        z,
        c.positions(),
        c.cell().isNone() ? null : c.cell().toArray(),
        new boolean[] {c.pbc().a(), c.pbc().b(), c.pbc().c()},
        c.size(),
        Arrays.stream(z)
            .distinct()
            .sorted()
            .mapToObj(n -> Element.of(n).symbol())
            .toArray(String[]::new),
        c.hillFormula());
  }
}
