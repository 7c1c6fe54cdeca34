package org.quarry.descriptor.coulomb;

import org.quarry.atoms.Configuration;

/** Elements of {@link CoulombMatrix}. */
final class CoulombElements implements PairMatrix {
  private final double unit;

  CoulombElements(LengthUnit units) {
    this.unit = units.inAngstrom();
  }

  @Override
  public void fill(Configuration c, double[] matrix) {
    int n = c.size();
    for (int i = 0; i < n; i++) {
      matrix[i * n + i] = SelfEnergy.of(c.atomicNumber(i));
      double charge = unit * c.atomicNumber(i);
      double x = c.position(i, 0);
      double y = c.position(i, 1);
      double z = c.position(i, 2);
      for (int j = 0; j < i; j++) {
        double dx = x - c.position(j, 0);
        double dy = y - c.position(j, 1);
        double dz = z - c.position(j, 2);
        double distance = Math.sqrt(dx * dx + dy * dy + dz * dz);
        double element = charge * c.atomicNumber(j) / distance;
        if (element == Double.POSITIVE_INFINITY) {
          throw Refusal.ofCoincidence(CoulombParameters.NAME, c, i, j);
        }
        matrix[i * n + j] = element;
        matrix[j * n + i] = element;
      }
    }
  }
}
