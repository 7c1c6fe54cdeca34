package org.quarry.descriptor.mbtr;

import org.quarry.atoms.Configuration;
import org.quarry.atoms.NeighborList;
import org.quarry.descriptor.mbtr.Weighting.Function;

/**
 * k = 3: at every atom all pairs of its neighbours, images included. DScribe finds the same sum by
 * going through all triples that touch the cell and dividing by how often each is found.
 */
final class TripleTerm implements Term {
  private final Mbtr mbtr;
  private final boolean cosine;
  private final Weighting weighting;
  private final boolean ofSides;
  private final double reach;
  private final NeighborList list;
  private final double[] scratch;
  private double[] lengths = new double[0];
  private double[] weights = new double[0];
  private int[] species = new int[0];

  TripleTerm(Mbtr mbtr) {
    this.mbtr = mbtr;
    this.cosine = mbtr.parameters().geometry() == Geometry.COSINE;
    this.weighting = mbtr.parameters().weighting();
    this.ofSides = weighting.function() == Function.SMOOTH_CUTOFF;
    this.reach = weighting.reach();
    // No side of a triangle is longer than half of its perimeter.
    this.list = new NeighborList(weighting.function() == Function.EXP ? reach / 2 : reach);
    this.scratch = new double[mbtr.broadening().bins()];
  }

  @Override
  public void add(Configuration named, Configuration c, double[] row) {
    list.build(c);
    for (int j = 0; j < c.size(); j++) {
      int first = list.offsets()[j];
      int end = list.offsets()[j + 1];
      measure(named, c, j, first, end);
      int middle = mbtr.species().of(c.atomicNumber(j));
      for (int i = first; i < end; i++) {
        for (int k = i + 1; k < end; k++) {
          addAngle(i, k, i - first, k - first, middle, row);
        }
      }
    }
  }

  /** Lengths, species and, where they belong to one side, weights of the neighbours. */
  private void measure(Configuration named, Configuration c, int center, int first, int end) {
    if (lengths.length < end - first) {
      int capacity = Math.max(end - first, 2 * lengths.length);
      lengths = new double[capacity];
      weights = new double[capacity];
      species = new int[capacity];
    }
    double[] v = list.vectors();
    for (int pair = first; pair < end; pair++) {
      int atom = list.neighbors()[pair];
      double r = length(v[3 * pair], v[3 * pair + 1], v[3 * pair + 2]);
      if (r < Mbtr.COINCIDENCE) {
        throw Mbtr.refusal(named, "has atoms " + center + " and " + atom + " at the same place");
      }
      lengths[pair - first] = r;
      weights[pair - first] = ofSides ? weighting.at(r) : 1;
      species[pair - first] = mbtr.species().of(c.atomicNumber(atom));
    }
  }

  private void addAngle(int i, int k, int ni, int nk, int middle, double[] row) {
    double[] v = list.vectors();
    double xi = v[3 * i];
    double yi = v[3 * i + 1];
    double zi = v[3 * i + 2];
    double xk = v[3 * k];
    double yk = v[3 * k + 1];
    double zk = v[3 * k + 2];
    double weight;
    if (ofSides) {
      weight = weights[ni] * weights[nk];
    } else {
      double perimeter = lengths[ni] + lengths[nk] + length(xi - xk, yi - yk, zi - zk);
      if (perimeter > reach) {
        return;
      }
      weight = weighting.at(perimeter);
    }
    double dot = xi * xk + yi * yk + zi * zk;
    double geometry;
    if (cosine) {
      geometry = Math.max(-1, Math.min(1, dot / (lengths[ni] * lengths[nk])));
    } else {
      // Near 0° and 180° the cosine has lost half of the angle's digits, the tangent has not.
      double cross = length(yi * zk - zi * yk, zi * xk - xi * zk, xi * yk - yi * xk);
      geometry = StrictMath.atan2(cross, dot) * (180 / Math.PI);
    }
    int at = mbtr.places().of(middle, species[ni], species[nk]);
    mbtr.broadening().add(geometry, weight, row, at, scratch);
  }

  private static double length(double x, double y, double z) {
    return Math.sqrt(x * x + y * y + z * z);
  }
}
