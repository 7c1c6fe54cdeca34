package org.quarry.spark.sql;

import java.io.Serializable;
import java.util.Map;
import org.quarry.atoms.Configuration;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Descriptors;
import org.quarry.descriptor.Evaluator;

/**
 * A descriptor that travels to Spark's tasks as its settings; each task makes its own workspace
 * when the first row comes and keeps it to the last.
 */
public final class DescriptorTask implements Serializable {
  private static final long serialVersionUID = 1;

  private final String name;

  @SuppressWarnings(
      "serial") // Descriptor.settings can travel: strings, numbers, bytes, lists and maps
  private final Map<String, Object> settings;

  private transient Descriptor descriptor;
  private transient Evaluator evaluator;

  private DescriptorTask(String name, Map<String, Object> settings) {
    this.name = name;
    this.settings = settings;
  }

  /** A task for a descriptor that {@link Descriptors} knows. */
  public static DescriptorTask of(Descriptor descriptor) {
    return new DescriptorTask(descriptor.parameters().name(), descriptor.settings());
  }

  /** The descriptor; the same one as long as the task stays in one process. */
  public synchronized Descriptor descriptor() {
    if (descriptor == null) {
      descriptor = Descriptors.of(name, settings);
    }
    return descriptor;
  }

  /**
   * Computes the rows of a configuration; see {@link Evaluator#evaluate}.
   *
   * @return the number of rows, which stand in {@link #values}
   */
  public int evaluate(Configuration configuration) {
    if (evaluator == null) {
      evaluator = descriptor().evaluator();
    }
    return evaluator.evaluate(configuration);
  }

  /** The workspace's own array, valid until the next evaluation. */
  public double[] values() {
    return evaluator.values();
  }
}
