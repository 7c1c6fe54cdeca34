package org.quarry.jobs;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Descriptor.Rows;
import org.quarry.descriptor.Dtype;

/** Descriptor rows as one JSON object a line. */
final class JsonFeatures implements FeatureFile {
  private final JsonLines lines;
  private final Dtype dtype;

  JsonFeatures(Path file, Dtype dtype) {
    this.dtype = dtype;
    this.lines = JsonLines.create(file);
  }

  @Override
  public void rows(Entry entry, FeatureRows rows) throws IOException {
    Descriptor descriptor = rows.descriptor();
    JsonGenerator json = begin(entry);
    json.writeStringField("descriptor", descriptor.parameters().name());
    json.writeFieldName("parameters");
    write(json, descriptor.parameters().toMap());
    if (rows.runs().isPresent()) {
      json.writeNumberField("features", descriptor.features());
      json.writeFieldName("blocks");
      json.writeArray(rows.runs().get(), 0, rows.runs().get().length);
    }
    json.writeFieldName("values");
    if (descriptor.rows() == Rows.CONFIGURATION) {
      row(json, rows, 0);
    } else {
      json.writeStartArray();
      for (int row = 0; row < rows.rows(); row++) {
        row(json, rows, row);
      }
      json.writeEndArray();
    }
    end(json);
  }

  private void row(JsonGenerator json, FeatureRows rows, int row) throws IOException {
    int stored = rows.stored();
    if (dtype == Dtype.FLOAT64) {
      json.writeArray(rows.values(), row * stored, stored);
      return;
    }
    json.writeStartArray();
    for (int q = row * stored; q < (row + 1) * stored; q++) {
      json.writeNumber((float) rows.values()[q]);
    }
    json.writeEndArray();
  }

  @Override
  public void error(Entry entry, String reason) throws IOException {
    JsonGenerator json = begin(entry);
    json.writeStringField("error", reason);
    end(json);
  }

  @Override
  public void commit() throws IOException {
    lines.commit();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private JsonGenerator begin(Entry entry) throws IOException {
    JsonGenerator json = lines.generator();
    json.writeStartObject();
    json.writeNumberField("index", entry.index());
    json.writeStringField("source", entry.source());
    if (entry.params().isPresent()) {
      json.writeNumberField("params_index", entry.params().getAsInt());
    }
    return json;
  }

  private void end(JsonGenerator json) throws IOException {
    json.writeEndObject();
    lines.endLine();
  }

  /** Settings, sorted by name, nested as they are. */
  private static void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      TreeMap<String, Object> sorted = new TreeMap<>();
      map.forEach((key, inner) -> sorted.put(String.valueOf(key), inner));
      for (Map.Entry<String, Object> inner : sorted.entrySet()) {
        json.writeFieldName(inner.getKey());
        write(json, inner.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof Iterable<?> list) {
      json.writeStartArray();
      for (Object inner : list) {
        write(json, inner);
      }
      json.writeEndArray();
    } else {
      json.writeObject(value);
    }
  }
}
