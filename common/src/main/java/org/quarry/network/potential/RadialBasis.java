package org.quarry.network.potential;

import java.util.stream.IntStream;
import org.quarry.network.autograd.Node;

/** Functions of a distance that a filter is made of. */
public enum RadialBasis {
  /** e^(−(d − μ_k)²/(2Δ²)) with μ from 0 to the cutoff, Δ apart (Schütt et al. 2017, Sec. 4). */
  GAUSSIAN {
    @Override
    public Node expand(Node distances, int size, double cutoff) {
      double spacing = cutoff / (size - 1);
      double[] centers = IntStream.range(0, size).mapToDouble(k -> k * spacing).toArray();
      return distances
          .broadcastTo(distances.rows(), size)
          .minus(distances.tape().constant(centers, 1, size))
          .square()
          .times(-0.5 / (spacing * spacing))
          .exp();
    }
  },
  /** √(2/c) sin(kπd/c)/d for k = 1, 2, … (Gasteiger et al. 2020, eq. 7). */
  BESSEL {
    @Override
    public Node expand(Node distances, int size, double cutoff) {
      double[] frequencies =
          IntStream.rangeClosed(1, size).mapToDouble(k -> k * Math.PI / cutoff).toArray();
      return distances
          .broadcastTo(distances.rows(), size)
          .times(distances.tape().constant(frequencies, 1, size))
          .sin()
          .times(distances.reciprocal())
          .times(Math.sqrt(2 / cutoff));
    }
  };

  /**
   * Values of the functions.
   *
   * @param distances P × 1 in Å, above 0
   * @param size number of functions, at least 2
   * @param cutoff in Å
   * @return P × size
   */
  public abstract Node expand(Node distances, int size, double cutoff);

  /** (1 + cos(πd/c))/2, for distances up to the cutoff: 1 at 0, and 0 with its slope at c. */
  public static Node cosineCutoff(Node distances, double cutoff) {
    return distances.times(Math.PI / cutoff).cos().plus(1).times(0.5);
  }
}
