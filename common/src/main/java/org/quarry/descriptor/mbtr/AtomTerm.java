package org.quarry.descriptor.mbtr;

import org.quarry.atoms.Configuration;

/** k = 1: the atomic numbers. */
final class AtomTerm implements Term {
  private final Mbtr mbtr;
  private final double[] scratch;

  AtomTerm(Mbtr mbtr) {
    this.mbtr = mbtr;
    this.scratch = new double[mbtr.broadening().bins()];
  }

  @Override
  public void add(Configuration named, Configuration c, double[] row) {
    for (int i = 0; i < c.size(); i++) {
      int z = c.atomicNumber(i);
      mbtr.broadening().add(z, 1, row, mbtr.places().of(mbtr.species().of(z)), scratch);
    }
  }
}
