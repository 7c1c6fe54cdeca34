package org.quarry.potential;

/**
 * The neighbours of one centre that a three-body kernel works on: length r and direction u of each
 * leg and the derivative g of the energy by its vector, three components. A workspace; capacity
 * grows with the largest star met.
 */
final class Legs {
  int count;
  int[] pair = new int[0];
  double[] r = new double[0];
  double[] u = new double[0];
  double[] g = new double[0];

  /** Empties the star and makes room for so many legs; true if arrays were replaced. */
  boolean clear(int capacity) {
    count = 0;
    if (pair.length >= capacity) {
      return false;
    }
    int length = Math.max(capacity, 2 * pair.length);
    pair = new int[length];
    r = new double[length];
    u = new double[3 * length];
    g = new double[3 * length];
    return true;
  }

  /** Adds a leg along the vector of a pair. */
  void add(int thePair, double length, double[] vectors) {
    int at = count++;
    pair[at] = thePair;
    r[at] = length;
    for (int axis = 0; axis < 3; axis++) {
      u[3 * at + axis] = vectors[3 * thePair + axis] / length;
      g[3 * at + axis] = 0;
    }
  }

  /** Cosine of the angle between two legs. */
  double cosine(int a, int b) {
    return u[3 * a] * u[3 * b] + u[3 * a + 1] * u[3 * b + 1] + u[3 * a + 2] * u[3 * b + 2];
  }

  /** Adds the derivative by the length of a leg. */
  void pull(int a, double byLength) {
    g[3 * a] += byLength * u[3 * a];
    g[3 * a + 1] += byLength * u[3 * a + 1];
    g[3 * a + 2] += byLength * u[3 * a + 2];
  }

  /** Adds the derivatives by the lengths of two legs and the cosine between them. */
  void bend(int a, int b, double byLengthA, double byLengthB, double byCosine, double cosine) {
    double alongA = byCosine / r[a]; // times u_b − cos·u_a
    double alongB = byCosine / r[b];
    double ownA = byLengthA - alongA * cosine;
    double ownB = byLengthB - alongB * cosine;
    for (int axis = 0; axis < 3; axis++) {
      double ua = u[3 * a + axis];
      double ub = u[3 * b + axis];
      g[3 * a + axis] += ownA * ua + alongA * ub;
      g[3 * b + axis] += ownB * ub + alongB * ua;
    }
  }

  /** Multiplies the derivatives of all legs. */
  void scale(double factor) {
    for (int k = 0; k < 3 * count; k++) {
      g[k] *= factor;
    }
  }

  /** Hands the derivatives of all legs on. */
  void release(ListEvaluator kernel, int center) {
    for (int a = 0; a < count; a++) {
      kernel.addGradient(center, pair[a], g[3 * a], g[3 * a + 1], g[3 * a + 2]);
    }
  }
}
