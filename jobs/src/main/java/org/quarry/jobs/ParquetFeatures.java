package org.quarry.jobs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Dtype;
import org.quarry.lake.StoredVectors;
import org.quarry.shard.AtomicFile;

/**
 * Descriptor rows as a Parquet file, one record a structure: index, source, params_index, name and
 * parameters (canonical JSON) of the descriptor, rows, features, blocks where not all are stored,
 * the values row-major, error.
 */
final class ParquetFeatures implements FeatureFile {
  private final AtomicFile file;
  private final ParquetWriter<Group> writer;
  private final MessageType schema;
  private final Dtype dtype;
  private boolean ended;

  ParquetFeatures(Path path, StoredVectors form) throws IOException {
    this.dtype = form.dtype();
    this.schema = schema(form);
    this.file = AtomicFile.create(path);
    this.writer =
        ExampleParquetWriter.builder(new ChannelFile(file))
            .withConf(new Configuration())
            .withType(schema)
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withDictionaryEncoding("values.list.element", false)
            .build();
  }

  private static MessageType schema(StoredVectors form) {
    String number = form.dtype() == Dtype.FLOAT64 ? "double" : "float";
    String blocks =
        form.blocks() == StoredVectors.Blocks.ALL
            ? ""
            : "optional group blocks (LIST) { repeated group list { required int32 element; } }";
    return MessageTypeParser.parseMessageType(
        """
        message features {
          required int32 index;
          required binary source (UTF8);
          optional int32 params_index;
          optional binary descriptor (UTF8);
          optional binary parameters (UTF8);
          optional int32 rows;
          optional int32 features;
          %s
          optional group values (LIST) { repeated group list { required %s element; } }
          optional binary error (UTF8);
        }
        """
            .formatted(blocks, number));
  }

  @Override
  public void rows(Entry entry, FeatureRows rows) throws IOException {
    Descriptor descriptor = rows.descriptor();
    Group group = begin(entry);
    group.add("descriptor", descriptor.parameters().name());
    group.add("parameters", descriptor.parameters().canonicalText());
    group.add("rows", rows.rows());
    group.add("features", descriptor.features());
    if (rows.runs().isPresent()) {
      Group blocks = group.addGroup("blocks");
      for (int block : rows.runs().get()) {
        blocks.addGroup("list").add("element", block);
      }
    }
    Group list = group.addGroup("values");
    for (int q = 0; q < rows.rows() * rows.stored(); q++) {
      if (dtype == Dtype.FLOAT64) {
        list.addGroup("list").add("element", rows.values()[q]);
      } else {
        list.addGroup("list").add("element", (float) rows.values()[q]);
      }
    }
    writer.write(group);
  }

  @Override
  public void error(Entry entry, String reason) throws IOException {
    Group group = begin(entry);
    group.add("error", reason);
    writer.write(group);
  }

  @Override
  public void commit() throws IOException {
    ended = true;
    writer.close();
    file.commit();
  }

  @Override
  public void close() throws IOException {
    if (!ended) {
      ended = true;
      writer.close();
    }
    file.close();
  }

  private Group begin(Entry entry) {
    Group group = new SimpleGroup(schema);
    group.add("index", entry.index());
    group.add("source", entry.source());
    entry.params().ifPresent(params -> group.add("params_index", params));
    return group;
  }

  /** Parquet's view of our file. */
  private record ChannelFile(AtomicFile file) implements OutputFile {
    @Override
    public PositionOutputStream create(long blockSizeHint) {
      return new ChannelStream(file);
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
      return new ChannelStream(file);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }

  private static final class ChannelStream extends PositionOutputStream {
    private final AtomicFile file;
    private long position;

    ChannelStream(AtomicFile file) {
      this.file = file;
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      file.write(ByteBuffer.wrap(bytes, offset, length));
      position += length;
    }
  }
}
