package org.quarry.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.ipc.ArrowFileWriter;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Dtype;
import org.quarry.lake.StoredVectors;
import org.quarry.shard.AtomicFile;

/**
 * Descriptor rows as an Arrow IPC file, one record a structure: index, source, params_index, name
 * and parameters (canonical JSON) of the descriptor, rows, features, blocks where not all are
 * stored, the values row-major, error.
 */
final class ArrowFeatures implements FeatureFile {
  private static final int BATCH_RECORDS = 1024;
  private static final int BATCH_NUMBERS = 1 << 20;
  private static final ArrowType INT = new ArrowType.Int(32, true);
  private static final ArrowType TEXT = ArrowType.Utf8.INSTANCE;

  private final AtomicFile file;
  private final BufferAllocator allocator = new RootAllocator();
  private final Dtype dtype;
  private final VectorSchemaRoot root;
  private final ArrowFileWriter writer;
  private int records;
  private int numbers;
  private int runs;

  ArrowFeatures(Path path, StoredVectors form) throws IOException {
    this.dtype = form.dtype();
    this.root = VectorSchemaRoot.create(schema(form), allocator);
    this.file = AtomicFile.create(path);
    this.writer = new ArrowFileWriter(root, null, file);
    writer.start();
  }

  private static Schema schema(StoredVectors form) {
    FloatingPointPrecision precision =
        form.dtype() == Dtype.FLOAT64
            ? FloatingPointPrecision.DOUBLE
            : FloatingPointPrecision.SINGLE;
    List<Field> fields =
        new ArrayList<>(
            List.of(
                Field.notNullable("index", INT),
                Field.notNullable("source", TEXT),
                Field.nullable("params_index", INT),
                Field.nullable("descriptor", TEXT),
                Field.nullable("parameters", TEXT),
                Field.nullable("rows", INT),
                Field.nullable("features", INT)));
    if (form.blocks() == StoredVectors.Blocks.PRESENT) {
      fields.add(list("blocks", INT));
    }
    fields.add(list("values", new ArrowType.FloatingPoint(precision)));
    fields.add(Field.nullable("error", TEXT));
    return new Schema(fields);
  }

  private static Field list(String name, ArrowType item) {
    return new Field(
        name,
        FieldType.nullable(ArrowType.List.INSTANCE),
        List.of(Field.notNullable("item", item)));
  }

  @Override
  public void rows(Entry entry, FeatureRows rows) throws IOException {
    Descriptor descriptor = rows.descriptor();
    int count = rows.rows() * rows.stored();
    if (records == BATCH_RECORDS || (numbers > 0 && numbers + (long) count > BATCH_NUMBERS)) {
      flush();
    }
    begin(entry);
    text("descriptor", descriptor.parameters().name());
    text("parameters", descriptor.parameters().canonicalText());
    integer("rows", rows.rows());
    integer("features", descriptor.features());
    rows.runs().ifPresent(this::blocks);
    ListVector list = (ListVector) root.getVector("values");
    list.startNewValue(records);
    values(list.getDataVector(), rows.values(), count);
    list.endValue(records, count);
    numbers += count;
    records++;
  }

  private void values(FieldVector items, double[] values, int count) {
    if (dtype == Dtype.FLOAT64) {
      for (int q = 0; q < count; q++) {
        ((Float8Vector) items).setSafe(numbers + q, values[q]);
      }
    } else {
      for (int q = 0; q < count; q++) {
        ((Float4Vector) items).setSafe(numbers + q, (float) values[q]);
      }
    }
  }

  private void blocks(int[] blocks) {
    ListVector list = (ListVector) root.getVector("blocks");
    list.startNewValue(records);
    IntVector items = (IntVector) list.getDataVector();
    for (int block : blocks) {
      items.setSafe(runs++, block);
    }
    list.endValue(records, blocks.length);
  }

  @Override
  public void error(Entry entry, String reason) throws IOException {
    if (records == BATCH_RECORDS) {
      flush();
    }
    begin(entry);
    text("error", reason);
    records++;
  }

  @Override
  public void commit() throws IOException {
    flush();
    writer.end();
    file.commit();
  }

  @Override
  public void close() throws IOException {
    writer.close();
    root.close();
    allocator.close();
    file.close();
  }

  private void begin(Entry entry) {
    integer("index", entry.index());
    text("source", entry.source());
    entry.params().ifPresent(params -> integer("params_index", params));
  }

  private void integer(String column, int value) {
    ((IntVector) root.getVector(column)).setSafe(records, value);
  }

  private void text(String column, String value) {
    ((VarCharVector) root.getVector(column))
        .setSafe(records, value.getBytes(StandardCharsets.UTF_8));
  }

  private void flush() throws IOException {
    if (records > 0) {
      root.setRowCount(records);
      writer.writeBatch();
      root.clear();
      records = 0;
      numbers = 0;
      runs = 0;
    }
  }
}
