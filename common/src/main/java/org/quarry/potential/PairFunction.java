package org.quarry.potential;

/** φ(r) of a pair potential; an instance belongs to one thread. */
interface PairFunction {
  /** φ(r) in eV. */
  double value(double r);

  /** φ'(r) in eV/Å at the distance {@link #value} was last called with. */
  double slope();
}
