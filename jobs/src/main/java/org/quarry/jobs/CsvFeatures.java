package org.quarry.jobs;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.quarry.descriptor.Dtype;
import org.quarry.shard.AtomicFile;

/**
 * Descriptor rows as comma-separated values, one line a row (a centre, or a structure): index,
 * source, params_index, row, error, then the features. A structure that failed has one line with
 * its error and nothing after it. Lines of different descriptors may differ in length; the header
 * has as many columns as the first one has features.
 */
final class CsvFeatures implements FeatureFile {
  private final AtomicFile file;
  private final PrintWriter out;
  private final Dtype dtype;
  private boolean headed;

  CsvFeatures(Path path, Dtype dtype) throws IOException {
    this.dtype = dtype;
    this.file = AtomicFile.create(path);
    this.out =
        new PrintWriter(Channels.newWriter(file, StandardCharsets.UTF_8.newEncoder(), 1 << 16));
  }

  @Override
  public void rows(Entry entry, FeatureRows rows) {
    int features = rows.stored();
    if (!headed) {
      header(features);
    }
    for (int row = 0; row < rows.rows(); row++) {
      begin(entry);
      out.print(row);
      out.print(',');
      for (int q = 0; q < features; q++) {
        out.print(',');
        double value = rows.values()[row * features + q];
        out.print(dtype == Dtype.FLOAT64 ? Double.toString(value) : Float.toString((float) value));
      }
      out.print('\n');
    }
  }

  @Override
  public void error(Entry entry, String reason) {
    if (!headed) {
      header(0);
    }
    begin(entry);
    out.print(',');
    out.print(quoted(reason));
    out.print('\n');
  }

  @Override
  public void commit() throws IOException {
    out.flush();
    if (out.checkError()) {
      throw new IOException("cannot be written to its end");
    }
    file.commit();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void header(int features) {
    headed = true;
    out.print("index,source,params_index,row,error");
    for (int q = 0; q < features; q++) {
      out.print(",f" + q);
    }
    out.print('\n');
  }

  private void begin(Entry entry) {
    out.print(entry.index());
    out.print(',');
    out.print(quoted(entry.source()));
    out.print(',');
    if (entry.params().isPresent()) {
      out.print(entry.params().getAsInt());
    }
    out.print(',');
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}
