package org.quarry.jobs;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.quarry.atoms.EnergyKind;
import org.quarry.io.FileUnits;
import org.quarry.io.LabelKeys;
import org.quarry.io.ReadOptions;
import org.quarry.parameters.Parameters;

/**
 * How files are to be read, as text, so that it can travel to executors and be hashed. Empty text
 * means not said.
 */
record IngestOptions(
    String units, String map, String method, String energyKind, String splitKey, String groupKey)
    implements Parameters, Serializable {
  /**
   * The reader's options.
   *
   * @throws UsageException if a text does not say what it should
   */
  ReadOptions toReadOptions() {
    try {
      ReadOptions.Builder builder =
          ReadOptions.builder()
              .units(units.isEmpty() ? FileUnits.UNSTATED : FileUnits.parse(units))
              .keys(map.isEmpty() ? LabelKeys.ASE : LabelKeys.parse(map))
              .energyKind(EnergyKind.of(energyKind))
              .splitKey(splitKey)
              .groupKey(groupKey);
      return method.isEmpty() ? builder.build() : builder.method(method).build();
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public Map<String, Object> toMap() {
    return new TreeMap<>(
        Map.of(
            "units", units,
            "map", map,
            "method", method,
            "energy-kind", energyKind,
            "split-key", splitKey,
            "group-key", groupKey));
  }
}
