package org.quarry.network;

/** Vectors whose derivatives by the positions of the atoms are known. */
public interface DifferentiableVectors extends AtomVectors {
  /**
   * Adds the derivatives of an energy E of the configuration that {@link #of} was asked for last.
   *
   * @param weights ∂E/∂p of all its vectors, in their order
   * @param gradient has ∂E/∂r added, 3 numbers an atom, in units of E/Å
   * @param strain has ∂E/∂ε added, xx yy zz yz xz xy, in units of E
   */
  void backward(double[] weights, double[] gradient, double[] strain);
}
