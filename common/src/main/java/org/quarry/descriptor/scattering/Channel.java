package org.quarry.descriptor.scattering;

/** Which electrons of an atom its Gaussian stands for. */
public enum Channel {
  /** All: the atomic number Z. */
  FULL,
  /** The outermost shell: Z up to He, Z − 2 up to Ne, Z − 10 up to Ar. */
  VALENCE,
  /** The inner shells: Z less the valence. */
  CORE;

  /** The heaviest element whose shells {@link #VALENCE} and {@link #CORE} know. */
  static final int HEAVIEST = 18;

  /** Whether the channel is defined for an element. */
  boolean knows(int atomicNumber) {
    return this == FULL || atomicNumber <= HEAVIEST;
  }

  /** The charge of an element. */
  double charge(int atomicNumber) {
    int core = atomicNumber <= 2 ? 0 : atomicNumber <= 10 ? 2 : 10;
    return switch (this) {
      case FULL -> atomicNumber;
      case VALENCE -> atomicNumber - core;
      case CORE -> core;
    };
  }
}
