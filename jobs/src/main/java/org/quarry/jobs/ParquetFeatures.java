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
import org.quarry.shard.AtomicFile;

/**
 * Descriptor rows as a Parquet file, one record a structure: index, source, params_index, name and
 * parameters (canonical JSON) of the descriptor, rows, features, the values row-major, error.
 */
final class ParquetFeatures implements FeatureFile {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message features {
            required int32 index;
            required binary source (UTF8);
            optional int32 params_index;
            optional binary descriptor (UTF8);
            optional binary parameters (UTF8);
            optional int32 rows;
            optional int32 features;
            optional group values (LIST) { repeated group list { required double element; } }
            optional binary error (UTF8);
          }
          """);

  private final AtomicFile file;
  private final ParquetWriter<Group> writer;
  private boolean ended;

  ParquetFeatures(Path path) throws IOException {
    this.file = AtomicFile.create(path);
    this.writer =
        ExampleParquetWriter.builder(new ChannelFile(file))
            .withConf(new Configuration())
            .withType(SCHEMA)
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withDictionaryEncoding("values.list.element", false)
            .build();
  }

  @Override
  public void rows(Entry entry, Descriptor descriptor, double[] values, int rows)
      throws IOException {
    Group group = begin(entry);
    group.add("descriptor", descriptor.parameters().name());
    group.add("parameters", descriptor.parameters().canonicalText());
    group.add("rows", rows);
    group.add("features", descriptor.features());
    Group list = group.addGroup("values");
    for (int q = 0; q < rows * descriptor.features(); q++) {
      list.addGroup("list").add("element", values[q]);
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

  private static Group begin(Entry entry) {
    Group group = new SimpleGroup(SCHEMA);
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
