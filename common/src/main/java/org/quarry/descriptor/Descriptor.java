package org.quarry.descriptor;

import java.util.Arrays;
import java.util.Map;
import org.quarry.atoms.Configuration;
import org.quarry.parameters.Parameters;

/**
 * A map from configurations to rows of numbers: one row a centre, or one row for the configuration,
 * or several that stand for it equally well.
 *
 * <p>A descriptor is immutable, may be shared between threads and is a function of its parameters
 * alone. The work is done by an {@link Evaluator}, of which every thread takes its own; the rows
 * are the same in all bits whatever thread, machine or order computes them.
 */
public interface Descriptor {
  /** The settings that name the descriptor and every value it makes. */
  Parameters parameters();

  /**
   * The settings by which {@link Descriptors#of} makes this descriptor again in another process:
   * all that it takes, and able to travel. Those of the parameters, unless these name something
   * large by a checksum, in which case they do not suffice.
   */
  default Map<String, Object> settings() {
    return parameters().toMap();
  }

  /** What the numbers of a row are; its size is their number. */
  FeatureLayout layout();

  /** Whether a configuration has one row in all, one a centre or one a copy. */
  Rows rows();

  /** A new workspace, for one thread. */
  Evaluator evaluator();

  /** Numbers in a row. */
  default int features() {
    return layout().size();
  }

  /**
   * The rows of one configuration, in fresh arrays. Use an {@link Evaluator} where there are many.
   *
   * @throws IllegalArgumentException if the configuration cannot be described, saying why
   */
  default double[][] describe(Configuration configuration) {
    Evaluator evaluator = evaluator();
    double[][] rows = new double[evaluator.evaluate(configuration)][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(evaluator.values(), i * features(), (i + 1) * features());
    }
    return rows;
  }

  /** What a row belongs to. */
  enum Rows {
    /** One row for each centre. */
    CENTER,
    /** One row for the whole configuration. */
    CONFIGURATION,
    /** One row for each of several equivalent copies of the configuration (data augmentation). */
    COPY
  }
}
