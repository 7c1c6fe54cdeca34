package org.quarry.descriptor.coulomb;

/** ½ Z^2.4, the fit to the total energies of free atoms that stands on the diagonal. */
final class SelfEnergy {
  private static final double[] OF = table();

  private SelfEnergy() {}

  static double of(int atomicNumber) {
    return OF[atomicNumber];
  }

  private static double[] table() {
    double[] table = new double[119];
    for (int z = 1; z < table.length; z++) {
      table[z] = 0.5 * StrictMath.pow(z, 2.4);
    }
    return table;
  }
}
