package org.quarry.descriptor.mbtr;

import org.quarry.atoms.Configuration;
import org.quarry.atoms.NeighborList;

/** k = 2: every pair of atoms once, images included. */
final class PairTerm implements Term {
  private final Mbtr mbtr;
  private final boolean inverse;
  private final Weighting weighting;
  private final NeighborList pairs;
  private final double[] scratch;

  PairTerm(Mbtr mbtr) {
    this.mbtr = mbtr;
    this.inverse = mbtr.parameters().geometry() == Geometry.INVERSE_DISTANCE;
    this.weighting = mbtr.parameters().weighting();
    this.pairs = NeighborList.half(weighting.reach());
    this.scratch = new double[mbtr.broadening().bins()];
  }

  @Override
  public void add(Configuration named, Configuration c, double[] row) {
    pairs.build(c);
    int[] offsets = pairs.offsets();
    int[] neighbors = pairs.neighbors();
    double[] v = pairs.vectors();
    for (int i = 0; i < c.size(); i++) {
      int a = mbtr.species().of(c.atomicNumber(i));
      for (int pair = offsets[i]; pair < offsets[i + 1]; pair++) {
        int j = neighbors[pair];
        double r = length(v[3 * pair], v[3 * pair + 1], v[3 * pair + 2]);
        if (r < Mbtr.COINCIDENCE) {
          throw Mbtr.refusal(named, "has atoms " + i + " and " + j + " at the same place");
        }
        int at = mbtr.places().of(a, mbtr.species().of(c.atomicNumber(j)));
        mbtr.broadening().add(inverse ? 1 / r : r, weighting.at(r), row, at, scratch);
      }
    }
  }

  private static double length(double x, double y, double z) {
    return Math.sqrt(x * x + y * y + z * z);
  }
}
