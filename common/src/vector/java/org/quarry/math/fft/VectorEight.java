package org.quarry.math.fft;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** The butterfly of radix 8 in two halves; see {@link VectorButterflies}. */
final class VectorEight {
  private static final VectorSpecies<Double> V = Lanes.SPECIES;
  private static final int LANES = Butterflies.LANES;
  private static final double HALF_ROOT = 0.7071067811865476;

  private VectorEight() {}

  /** Outputs 0, 2, 4, 6: sums of opposite elements through a transform of four. */
  static void evens(
      double[] from, int a, int next, double[] to, int at, int s, double[] twiddles, int p) {
    DoubleVector b0r = at(from, a).add(at(from, a + 4 * next));
    DoubleVector b0i = at(from, a + LANES).add(at(from, a + 4 * next + LANES));
    DoubleVector b2r = at(from, a + 2 * next).add(at(from, a + 6 * next));
    DoubleVector b2i = at(from, a + 2 * next + LANES).add(at(from, a + 6 * next + LANES));
    DoubleVector b1r = at(from, a + next).add(at(from, a + 5 * next));
    DoubleVector b1i = at(from, a + next + LANES).add(at(from, a + 5 * next + LANES));
    DoubleVector b3r = at(from, a + 3 * next).add(at(from, a + 7 * next));
    DoubleVector b3i = at(from, a + 3 * next + LANES).add(at(from, a + 7 * next + LANES));
    DoubleVector c0r = b0r.add(b2r);
    DoubleVector c0i = b0i.add(b2i);
    DoubleVector c2r = b0r.sub(b2r);
    DoubleVector c2i = b0i.sub(b2i);
    DoubleVector c1r = b1r.add(b3r);
    DoubleVector c1i = b1i.add(b3i);
    DoubleVector c3r = b1r.sub(b3r);
    DoubleVector c3i = b1i.sub(b3i);
    c0r.add(c1r).intoArray(to, at);
    c0i.add(c1i).intoArray(to, at + LANES);
    int w = 14 * p;
    DoubleVector y2r = c2r.add(c3i);
    DoubleVector y2i = c2i.sub(c3r);
    y2i.fma(DoubleVector.broadcast(V, -twiddles[w + 3]), y2r.mul(twiddles[w + 2]))
        .intoArray(to, at + 2 * s);
    y2r.fma(DoubleVector.broadcast(V, twiddles[w + 3]), y2i.mul(twiddles[w + 2]))
        .intoArray(to, at + 2 * s + LANES);
    DoubleVector y4r = c0r.sub(c1r);
    DoubleVector y4i = c0i.sub(c1i);
    y4i.fma(DoubleVector.broadcast(V, -twiddles[w + 7]), y4r.mul(twiddles[w + 6]))
        .intoArray(to, at + 4 * s);
    y4r.fma(DoubleVector.broadcast(V, twiddles[w + 7]), y4i.mul(twiddles[w + 6]))
        .intoArray(to, at + 4 * s + LANES);
    DoubleVector y6r = c2r.sub(c3i);
    DoubleVector y6i = c2i.add(c3r);
    y6i.fma(DoubleVector.broadcast(V, -twiddles[w + 11]), y6r.mul(twiddles[w + 10]))
        .intoArray(to, at + 6 * s);
    y6r.fma(DoubleVector.broadcast(V, twiddles[w + 11]), y6i.mul(twiddles[w + 10]))
        .intoArray(to, at + 6 * s + LANES);
  }

  /** Outputs 1, 3, 5, 7: differences of opposite elements. */
  static void odds(
      double[] from, int a, int next, double[] to, int at, int s, double[] twiddles, int p) {
    DoubleVector b4r = at(from, a).sub(at(from, a + 4 * next));
    DoubleVector b4i = at(from, a + LANES).sub(at(from, a + 4 * next + LANES));
    DoubleVector b6r = at(from, a + 2 * next).sub(at(from, a + 6 * next));
    DoubleVector b6i = at(from, a + 2 * next + LANES).sub(at(from, a + 6 * next + LANES));
    DoubleVector b5r = at(from, a + next).sub(at(from, a + 5 * next));
    DoubleVector b5i = at(from, a + next + LANES).sub(at(from, a + 5 * next + LANES));
    DoubleVector b7r = at(from, a + 3 * next).sub(at(from, a + 7 * next));
    DoubleVector b7i = at(from, a + 3 * next + LANES).sub(at(from, a + 7 * next + LANES));
    DoubleVector d0r = b4r.add(b6i);
    DoubleVector d0i = b4i.sub(b6r);
    DoubleVector e0r = b5r.add(b7i);
    DoubleVector e0i = b5i.sub(b7r);
    DoubleVector root = DoubleVector.broadcast(V, HALF_ROOT);
    DoubleVector minus = DoubleVector.broadcast(V, -HALF_ROOT);
    DoubleVector f0r = e0r.add(e0i);
    DoubleVector f0i = e0i.sub(e0r);
    int w = 14 * p;
    DoubleVector y1r = f0r.fma(root, d0r);
    DoubleVector y1i = f0i.fma(root, d0i);
    y1i.fma(DoubleVector.broadcast(V, -twiddles[w + 1]), y1r.mul(twiddles[w]))
        .intoArray(to, at + s);
    y1r.fma(DoubleVector.broadcast(V, twiddles[w + 1]), y1i.mul(twiddles[w]))
        .intoArray(to, at + s + LANES);
    DoubleVector y5r = f0r.fma(minus, d0r);
    DoubleVector y5i = f0i.fma(minus, d0i);
    y5i.fma(DoubleVector.broadcast(V, -twiddles[w + 9]), y5r.mul(twiddles[w + 8]))
        .intoArray(to, at + 5 * s);
    y5r.fma(DoubleVector.broadcast(V, twiddles[w + 9]), y5i.mul(twiddles[w + 8]))
        .intoArray(to, at + 5 * s + LANES);
    DoubleVector d1r = b4r.sub(b6i);
    DoubleVector d1i = b4i.add(b6r);
    DoubleVector e1r = b5r.sub(b7i);
    DoubleVector e1i = b5i.add(b7r);
    DoubleVector f1r = e1i.sub(e1r);
    DoubleVector f1i = e1r.add(e1i);
    DoubleVector y3r = f1r.fma(root, d1r);
    DoubleVector y3i = f1i.fma(minus, d1i);
    y3i.fma(DoubleVector.broadcast(V, -twiddles[w + 5]), y3r.mul(twiddles[w + 4]))
        .intoArray(to, at + 3 * s);
    y3r.fma(DoubleVector.broadcast(V, twiddles[w + 5]), y3i.mul(twiddles[w + 4]))
        .intoArray(to, at + 3 * s + LANES);
    DoubleVector y7r = f1r.fma(minus, d1r);
    DoubleVector y7i = f1i.fma(root, d1i);
    y7i.fma(DoubleVector.broadcast(V, -twiddles[w + 13]), y7r.mul(twiddles[w + 12]))
        .intoArray(to, at + 7 * s);
    y7r.fma(DoubleVector.broadcast(V, twiddles[w + 13]), y7i.mul(twiddles[w + 12]))
        .intoArray(to, at + 7 * s + LANES);
  }

  private static DoubleVector at(double[] array, int index) {
    return DoubleVector.fromArray(V, array, index);
  }
}
