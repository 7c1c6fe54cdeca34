package org.quarry.shard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;

/**
 * Writes one shard as an Arrow IPC file. The file appears under its name when it is whole ({@link
 * #finish}); closing a writer before that leaves nothing behind.
 */
public final class ShardWriter implements AutoCloseable {
  private static final int BATCH_ROWS = 1024;
  private static final long BATCH_NUMBERS = 4 << 20;

  private final Path file;
  private final ShardSetup setup;
  private final Set<Integer> species = new HashSet<>();
  private final AtomicFile out;
  private final BufferAllocator allocator = new RootAllocator();
  private final VectorSchemaRoot root;
  private final ArrowFileWriter arrow;
  private final List<ShardRow> pending = new ArrayList<>();
  private long pendingNumbers;
  private int rows;
  private long atoms;
  private int dftRows;

  private ShardWriter(Path file, ShardSetup setup, AtomicFile out) {
    this.file = file;
    this.setup = setup;
    this.out = out;
    setup.species().forEach(symbol -> species.add(Element.of(symbol).atomicNumber()));
    this.root = VectorSchemaRoot.create(ShardColumns.schema(setup), allocator);
    this.arrow = new ArrowFileWriter(root, null, out);
  }

  /** Starts a shard at {@code file}. */
  public static ShardWriter create(Path file, ShardSetup setup) throws IOException {
    return new ShardWriter(file, setup, AtomicFile.create(file));
  }

  /**
   * Adds a row. Its arrays are read until the next batch is written.
   *
   * @throws IllegalArgumentException if the number of features does not fit the setup, or an
   *     element is not on its species list
   */
  public void add(ShardRow row) throws IOException {
    Configuration configuration = row.configuration();
    long numbers = (long) configuration.size() * setup.features(); // none without a descriptor
    if (row.features().length != numbers) {
      throw new IllegalArgumentException(
          configuration.id()
              + ": "
              + row.features().length
              + " numbers for "
              + configuration.size()
              + " atoms of "
              + setup.features()
              + " features");
    }
    if (row.eipEnergies().length != setup.potentials().size()) {
      throw new IllegalArgumentException(
          configuration.id()
              + ": energies of "
              + row.eipEnergies().length
              + " potentials, the shards carry "
              + setup.potentials());
    }
    for (int i = 0; i < configuration.size(); i++) {
      if (!species.contains(configuration.atomicNumber(i))) {
        throw new IllegalArgumentException(
            configuration.id()
                + " holds "
                + Element.of(configuration.atomicNumber(i))
                + ", which is not among the shards' species "
                + setup.species());
      }
    }
    if (!pending.isEmpty()
        && (pending.size() == BATCH_ROWS || pendingNumbers + numbers > BATCH_NUMBERS)) {
      flush();
    }
    pending.add(row);
    pendingNumbers += numbers + 3L * configuration.size();
    rows++;
    atoms += configuration.size();
    dftRows += row.kind() == SampleKind.DFT ? 1 : 0;
  }

  /**
   * Completes the file.
   *
   * @param split the side of the split its rows belong to
   * @return its line in the manifest
   * @throws IllegalStateException if no row was added
   */
  public ShardEntry finish(String split) throws IOException {
    if (rows == 0) {
      throw new IllegalStateException(file + ": a shard needs at least one row");
    }
    flush();
    arrow.end();
    String sha256 = out.commit();
    return new ShardEntry(
        file.getFileName().toString(), split, rows, atoms, dftRows, out.bytes(), sha256);
  }

  @Override
  public void close() throws IOException {
    try (allocator;
        out) {
      root.close();
    }
  }

  private void flush() throws IOException {
    int n = pending.size();
    root.clear();
    text(ShardColumns.ID, row -> row.configuration().id());
    text(ShardColumns.POTENTIAL, row -> row.potential().orElse(null));
    number(ShardColumns.ENERGY, row -> row.energy().orElse(Double.NaN));
    number(ShardColumns.EIP_ENERGY, row -> row.eipEnergy().orElse(Double.NaN));
    number(ShardColumns.WEIGHT, ShardRow::weight);
    integers(ShardColumns.SPECIES, row -> row.configuration().atomicNumbers());
    integers(ShardColumns.PBC, row -> flags(row.configuration()));
    doubles(ShardColumns.POSITIONS, row -> row.configuration().positions());
    doubles(ShardColumns.CELL, row -> row.configuration().cell().toArray());
    doubles(ShardColumns.FORCES, ShardRow::forcesOrNull);
    doubles(ShardColumns.STRESS, ShardRow::stressOrNull);
    if (setup.hasVectors()) {
      if (setup.precision() == FeaturePrecision.FLOAT64) {
        doubles(ShardColumns.FEATURES, ShardRow::features);
      } else {
        floats(ShardColumns.FEATURES, ShardRow::features);
      }
    }
    if (!setup.potentials().isEmpty()) {
      doubles(ShardColumns.EIP_ENERGIES, row -> unmasked(row.eipEnergies()));
      integers(ShardColumns.EIP_MASK, row -> mask(row.eipEnergies()));
    }
    root.setRowCount(n);
    arrow.writeBatch();
    pending.clear();
    pendingNumbers = 0;
  }

  /** 0 where there is no energy: readers that forget the mask meet no NaN. */
  private static double[] unmasked(double[] energies) {
    return Arrays.stream(energies).map(e -> Double.isNaN(e) ? 0 : e).toArray();
  }

  /** 1 where there is an energy. */
  private static int[] mask(double[] energies) {
    return Arrays.stream(energies).mapToInt(e -> Double.isNaN(e) ? 0 : 1).toArray();
  }

  private static int[] flags(Configuration configuration) {
    int[] flags = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      flags[axis] = configuration.pbc().along(axis) ? 1 : 0;
    }
    return flags;
  }

  private void text(String column, Function<ShardRow, String> value) {
    VarCharVector vector = (VarCharVector) root.getVector(column);
    vector.allocateNew();
    for (int i = 0; i < pending.size(); i++) {
      String text = value.apply(pending.get(i));
      if (text != null) {
        vector.setSafe(i, text.getBytes(StandardCharsets.UTF_8));
      }
    }
    vector.setValueCount(pending.size());
  }

  private void number(String column, ToDoubleFunction<ShardRow> value) {
    Float8Vector vector = (Float8Vector) root.getVector(column);
    vector.allocateNew(pending.size());
    for (int i = 0; i < pending.size(); i++) {
      double x = value.applyAsDouble(pending.get(i));
      if (!Double.isNaN(x)) {
        vector.set(i, x);
      }
    }
    vector.setValueCount(pending.size());
  }

  private void integers(String column, Function<ShardRow, int[]> values) {
    list(
        column,
        row -> values.apply(row).length,
        Integer.BYTES,
        (row, bytes) -> bytes.asIntBuffer().put(values.apply(row)));
  }

  private void doubles(String column, Function<ShardRow, double[]> values) {
    list(
        column,
        row -> {
          double[] x = values.apply(row);
          return x == null ? -1 : x.length;
        },
        Double.BYTES,
        (row, bytes) -> bytes.asDoubleBuffer().put(values.apply(row)));
  }

  private void floats(String column, Function<ShardRow, double[]> values) {
    list(
        column,
        row -> values.apply(row).length,
        Float.BYTES,
        (row, bytes) -> {
          for (double x : values.apply(row)) {
            bytes.putFloat((float) x);
          }
        });
  }

  /** Fills a list column: offsets value by value, the values of each row in one copy. */
  private void list(String column, Function<ShardRow, Integer> length, int width, RowBytes values) {
    ListVector vector = (ListVector) root.getVector(column);
    int total = 0;
    for (ShardRow row : pending) {
      total += Math.max(0, length.apply(row));
    }
    vector.setInitialCapacity(pending.size());
    vector.allocateNew();
    BaseFixedWidthVector items = (BaseFixedWidthVector) vector.getDataVector();
    items.allocateNew(total);
    ArrowBuf data = items.getDataBuffer();
    int offset = 0;
    for (int i = 0; i < pending.size(); i++) {
      int n = length.apply(pending.get(i));
      if (n < 0) {
        vector.setNull(i);
        continue;
      }
      vector.startNewValue(i);
      vector.endValue(i, n);
      if (n > 0) {
        ByteBuffer bytes =
            data.nioBuffer((long) offset * width, n * width).order(ByteOrder.LITTLE_ENDIAN);
        values.put(pending.get(i), bytes);
      }
      offset += n;
    }
    items.getValidityBuffer().setOne(0, items.getValidityBuffer().capacity());
    items.setValueCount(total);
    vector.setLastSet(pending.size() - 1);
    vector.setValueCount(pending.size());
  }

  /** Copies a row's values into a buffer that has their size. */
  private interface RowBytes {
    void put(ShardRow row, ByteBuffer bytes);
  }
}
