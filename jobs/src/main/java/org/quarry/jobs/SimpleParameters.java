package org.quarry.jobs;

import java.util.Map;
import java.util.TreeMap;
import org.quarry.parameters.Parameters;

/** The settings of a job that has no parameter record of its own. */
record SimpleParameters(String name, Map<String, Object> toMap) implements Parameters {
  SimpleParameters {
    toMap = new TreeMap<>(toMap);
  }
}
