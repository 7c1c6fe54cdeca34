package org.quarry.jobs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run did.
 *
 * @param rowsIn rows it looked at
 * @param rowsOut rows it added
 * @param rowsRejected rows it could not use
 * @param output a file or folder it wrote, empty for none
 * @param details further figures, in the order to print them
 */
public record Summary(
    long rowsIn, long rowsOut, long rowsRejected, String output, Map<String, Object> details) {
  public Summary {
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  /** There was nothing to do. */
  public static final Summary NOTHING_TO_DO = new Summary(0, 0, 0, "", Map.of());

  public static Summary of(long rowsIn, long rowsOut, long rowsRejected) {
    return new Summary(rowsIn, rowsOut, rowsRejected, "", Map.of());
  }

  /** Whether the run found nothing to do. */
  public boolean isNothing() {
    return rowsIn == 0 && rowsOut == 0 && rowsRejected == 0 && output.isEmpty();
  }

  public Summary withOutput(String path) {
    return new Summary(rowsIn, rowsOut, rowsRejected, path, details);
  }

  public Summary with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(details);
    more.put(name, value);
    return new Summary(rowsIn, rowsOut, rowsRejected, output, more);
  }
}
