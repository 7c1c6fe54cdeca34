package org.quarry.jobs;

import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Labels;
import org.quarry.io.ConfigurationReaders;
import org.quarry.io.Frame;
import org.quarry.io.FrameIterator;
import org.quarry.io.ReadOptions;
import org.quarry.lake.ConfigurationRows;
import org.quarry.lake.Fingerprint;
import org.quarry.lake.Table;

/**
 * The frames of a file as rows, read as they are asked for: {@code file}, {@code frame}, then
 * either a structure with its label and membership, or the stage, reason and raw text of a
 * rejection. A file that cannot be read is one rejection without a frame number.
 */
final class FrameRows implements Iterator<Row>, Closeable {
  static final StructType SCHEMA =
      new StructType()
          .add("file", StringType, false)
          .add("frame", IntegerType)
          .add("configuration", Run.withoutRun(Table.CONFIGURATIONS))
          .add("label", Run.withoutRun(Table.LABELS))
          .add("split", StringType)
          .add("group", StringType)
          .add("info", StringType)
          .add("stage", StringType)
          .add("reason", StringType)
          .add("raw", StringType);

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private final String file;
  private InputFiles.LocalFile local;
  private FrameIterator frames;
  private int read;
  private Row pending;
  private boolean done;

  private FrameRows(String file) {
    this.file = file;
  }

  /** The rows of a file; close them if they are not read to their end. */
  static FrameRows of(String file, ReadOptions options) {
    FrameRows rows = new FrameRows(file);
    try {
      rows.local = InputFiles.local(file);
      rows.frames =
          ConfigurationReaders.forPath(rows.local.path()).read(rows.local.path(), options);
    } catch (IOException | UncheckedIOException e) {
      rows.fail(null, e);
    }
    return rows;
  }

  @Override
  public boolean hasNext() {
    if (pending == null && !done) {
      try {
        if (frames.hasNext()) {
          pending = row(frames.next());
          read++;
        } else {
          finish();
        }
      } catch (UncheckedIOException e) {
        fail(read, e);
      }
    }
    return pending != null;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Row row = pending;
    pending = null;
    return row;
  }

  @Override
  public void close() {
    finish();
  }

  private void finish() {
    done = true;
    try {
      if (frames != null) {
        frames.close();
      }
      if (local != null) {
        local.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
    frames = null;
    local = null;
  }

  private void fail(Integer frame, Exception error) {
    finish();
    String reason = error.getMessage() == null ? error.toString() : error.getMessage();
    pending = rejected(frame, Frame.Stage.PARSE, reason.lines().findFirst().orElse(""), "");
  }

  private Row row(Frame frame) {
    if (frame instanceof Frame.Rejected rejected) {
      return rejected(rejected.frame(), rejected.stage(), rejected.reason(), rejected.rawText());
    }
    Frame.Accepted accepted = (Frame.Accepted) frame;
    return RowFactory.create(
        file,
        frame.frame(),
        ConfigurationRows.write(accepted.configuration()),
        accepted.labels().isEmpty() ? null : label(accepted.configuration(), accepted.labels()),
        accepted.provenance().split(),
        accepted.provenance().group(),
        json(accepted.provenance().info()),
        null,
        null,
        null);
  }

  private Row rejected(Integer frame, Frame.Stage stage, String reason, String raw) {
    return RowFactory.create(file, frame, null, null, null, null, null, stage.text(), reason, raw);
  }

  private static Row label(Configuration configuration, Labels labels) {
    Double energy = labels.energy().isPresent() ? labels.energy().getAsDouble() : null;
    double[] forces = labels.forces().orElse(null);
    double[] stress = labels.stress().orElse(null);
    String metadata = json(labels.metadata());
    String hash =
        Fingerprint.ofText(
            labels.method(),
            labels.energyKind().text(),
            labels.software(),
            metadata,
            String.valueOf(energy),
            java.util.Arrays.toString(forces),
            java.util.Arrays.toString(stress));
    return RowFactory.create(
        configuration.id(),
        labels.method(),
        hash,
        energy,
        labels.energyKind().text(),
        forces,
        stress,
        labels.software(),
        metadata);
  }

  private static String json(Map<String, String> map) {
    try {
      return JSON.writeValueAsString(map);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
