package org.quarry.jobs;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Descriptor.Rows;

/** Descriptor rows as one JSON object a line. */
final class JsonFeatures implements FeatureFile {
  private final JsonLines lines;

  JsonFeatures(Path file) {
    this.lines = JsonLines.create(file);
  }

  @Override
  public void rows(Entry entry, Descriptor descriptor, double[] values, int rows)
      throws IOException {
    JsonGenerator json = begin(entry);
    json.writeStringField("descriptor", descriptor.parameters().name());
    json.writeFieldName("parameters");
    write(json, descriptor.parameters().toMap());
    json.writeFieldName("values");
    int features = descriptor.features();
    if (descriptor.rows() == Rows.CONFIGURATION) {
      json.writeArray(values, 0, features);
    } else {
      json.writeStartArray();
      for (int row = 0; row < rows; row++) {
        json.writeArray(values, row * features, features);
      }
      json.writeEndArray();
    }
    end(json);
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
