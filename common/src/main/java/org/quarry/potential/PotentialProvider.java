package org.quarry.potential;

/**
 * Gives the potentials of a name that the kernels here do not know. Sources are found as Java
 * services, so that those which need more than plain Java stay out of this package.
 */
public interface PotentialProvider {
  /** What stands before the colon in a spec. */
  String name();

  /**
   * The potential of a spec.
   *
   * @throws IllegalArgumentException if there is none; the message says why in one line
   */
  Potential of(PotentialSpec spec);
}
