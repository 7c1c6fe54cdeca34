package org.quarry.io;

import java.util.LinkedHashMap;
import java.util.Map;

/** The form {@code name=value,name=value} of command-line options. */
final class Assignments {
  private Assignments() {}

  static Map<String, String> parse(String option, String text) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? "" : part.substring(0, equals).strip();
      String value = part.substring(equals + 1).strip();
      if (name.isEmpty() || value.isEmpty()) {
        throw new IllegalArgumentException(
            option + ": expected name=value,name=value, got \"" + text + "\"");
      }
      if (values.put(name, value) != null) {
        throw new IllegalArgumentException(option + ": " + name + " is given twice");
      }
    }
    return values;
  }
}
