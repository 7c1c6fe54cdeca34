package org.quarry.descriptor;

import org.quarry.parameters.Settings;

/**
 * Makes descriptors of one kind from loosely typed settings. Implementations are services ({@link
 * java.util.ServiceLoader}), so that descriptors of other libraries join in by being on the class
 * path.
 */
public interface DescriptorProvider {
  /** The name of the kind: {@code "soap"}, {@code "coulomb"} … */
  String name();

  /**
   * A descriptor with the given settings, under the names that the field uses.
   *
   * @throws IllegalArgumentException if a setting is missing, unknown or not allowed
   */
  Descriptor create(Settings settings);
}
