package org.quarry.jobs;

import java.util.Map;
import java.util.TreeMap;
import org.quarry.descriptor.Dtype;
import org.quarry.parameters.Parameters;

/**
 * What names the values that a lake holds of a descriptor: its parameters, and the dtype where that
 * changes the values. Which blocks are stored changes none.
 */
record StoredParameters(Parameters descriptor, Dtype dtype) implements Parameters {
  /** Float64 values go by the descriptor's own parameters. */
  static Parameters of(Parameters descriptor, Dtype dtype) {
    return dtype == Dtype.FLOAT64 ? descriptor : new StoredParameters(descriptor, dtype);
  }

  @Override
  public String name() {
    return descriptor.name();
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new TreeMap<>(descriptor.toMap());
    map.put("dtype", dtype.text());
    return map;
  }
}
