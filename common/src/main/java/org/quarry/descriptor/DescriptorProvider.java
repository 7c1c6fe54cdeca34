package org.quarry.descriptor;

import java.util.Set;
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
   * The names of all settings that {@link #create} may ask for. What is among them can be offered
   * to a descriptor (the species of a lake, say); what is not is refused before anything is read.
   */
  Set<String> settings();

  /**
   * A descriptor with the given settings, under the names that the field uses.
   *
   * @throws IllegalArgumentException if a setting is missing, unknown or not allowed
   */
  Descriptor create(Settings settings);
}
