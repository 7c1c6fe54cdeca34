package org.quarry.jobs;

import java.io.Serializable;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Periodicity;
import org.quarry.lake.ConfigurationRows;
import org.quarry.lake.Table;
import org.quarry.parameters.Settings;

/**
 * Structures without end, for benchmarks: the given ones over and over, each atom moved along each
 * axis by a normal deviate. Travels to Spark's tasks as rows.
 *
 * @param structures rows as {@link ConfigurationRows} writes them
 * @param rattle standard deviation in Å
 * @param seed of the deviates, with the number of the structure
 */
record Rattled(List<Row> structures, double rattle, long seed) implements Serializable {
  private static final StructType SCHEMA = Run.withoutRun(Table.CONFIGURATIONS);

  Rattled {
    structures = List.copyOf(structures);
  }

  /** Settings: {@code rattle} (0.05 Å), {@code seed} (0). */
  static Rattled of(List<Configuration> structures, Settings settings) {
    return new Rattled(
        structures.stream().map(ConfigurationRows::write).toList(),
        settings.number("rattle", 0.05),
        (long) settings.number("seed", 0));
  }

  /** The structure of a number from 0. */
  Configuration get(long number) {
    Row base = structures.get((int) (number % structures.size()));
    Random random = new Random(seed * 0x9E3779B97F4A7C15L + number);
    double[] positions = ((double[]) base.get(SCHEMA.fieldIndex("positions"))).clone();
    for (int i = 0; i < positions.length; i++) {
      positions[i] += rattle * random.nextGaussian();
    }
    double[] cell = (double[]) base.get(SCHEMA.fieldIndex("cell"));
    boolean[] pbc = (boolean[]) base.get(SCHEMA.fieldIndex("pbc"));
    return Configuration.of(
        (int[]) base.get(SCHEMA.fieldIndex("atomic_numbers")),
        positions,
        cell == null ? Cell.NONE : Cell.of(cell),
        new Periodicity(pbc[0], pbc[1], pbc[2]));
  }

  /** The first so many structures. */
  List<Configuration> first(int number) {
    return IntStream.range(0, number).mapToObj(this::get).toList();
  }

  /** How many atoms the first so many structures have. */
  long atoms(int number) {
    int n = structures.size();
    return IntStream.range(0, n)
        .mapToLong(
            i ->
                (long) structures.get(i).getInt(SCHEMA.fieldIndex("nsites"))
                    * ((number - i + n - 1) / n))
        .sum();
  }
}
