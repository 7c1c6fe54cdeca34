package org.quarry.network.potential;

import java.util.List;
import java.util.Objects;
import org.quarry.network.autograd.Node;
import org.quarry.network.autograd.PairIndex;
import org.quarry.network.autograd.RowIndex;

/**
 * CGCNN's representation: gated convolutions on the graph of a crystal (Xie and Grossman, Phys.
 * Rev. Lett. 120, 145301, 2018, eq. 5), here for forces, too.
 *
 * <p>v_i starts as an embedding of the element. With z_ij = v_i ⊕ v_j ⊕ u_ij, u the radial basis of
 * the distance, each convolution adds over the neighbors
 *
 * <pre>
 *   v_i += Σ_j σ(z_ij W_f + b_f) ⊙ g(z_ij W_s + b_s) · f_cut(d_ij)
 * </pre>
 *
 * <p>What differs from the paper, for energies that are smooth in the positions: the cosine cutoff
 * f_cut; the shifted softplus as g; and no batch normalization, which would make a configuration's
 * energy depend on the others of its batch. (The shift stands in for it: what is near zero adds
 * near nothing, however many neighbors there are.) The energy is a sum over atoms, not read from a
 * mean.
 *
 * <p>z W is evaluated as v_i W₁ + v_j W₂ + u_ij W₃: two products an atom and one a pair, which
 * serves both of its ends, in place of two of the whole z.
 *
 * @param species element symbols, by atomic number
 * @param features width of v
 * @param interactions number of convolutions, each with parameters of its own
 * @param basis radial functions, GAUSSIAN in the paper
 * @param basisSize their number
 * @param cutoff in Å
 */
public record Cgcnn(
    List<String> species,
    int features,
    int interactions,
    RadialBasis basis,
    int basisSize,
    double cutoff)
    implements Representation {
  private static final String GATE = "gate.";
  private static final String CORE = "core.";

  public Cgcnn {
    species = SpeciesIndex.normalized(species);
    Objects.requireNonNull(basis);
    SpeciesIndex.checkWidths(features, interactions, basisSize, cutoff);
  }

  @Override
  public void declare(ParameterLayout.Builder layout, String prefix) {
    layout.matrix(prefix + "embedding", species.size(), features, ParameterLayout.Start.NORMAL);
    for (int k = 1; k <= interactions; k++) {
      for (String part : List.of(GATE, CORE)) {
        String block = block(prefix, k) + part;
        layout
            .matrix(block + "center", features, features, ParameterLayout.Start.XAVIER)
            .matrix(block + "neighbor", features, features, ParameterLayout.Start.XAVIER)
            .dense(block + "pair", basisSize, features);
      }
    }
  }

  @Override
  public Node describe(PairGeometry geometry, Weights weights, String prefix) {
    Edges edges = Edges.of(geometry.pairs());
    Node radial = basis.expand(geometry.distances(), basisSize, cutoff);
    Node fade = edges.fromPairs(RadialBasis.cosineCutoff(geometry.distances(), cutoff));
    Node v = weights.get(prefix + "embedding").gather(SpeciesIndex.of(geometry.batch(), species));
    for (int k = 1; k <= interactions; k++) {
      String block = block(prefix, k);
      Node gate = edges.product(v, radial, weights, block + GATE).sigmoid();
      Node core = edges.product(v, radial, weights, block + CORE).shiftedSoftplus();
      v = v.plus(gate.times(core).times(fade).segmentSum(edges.centers));
    }
    return v;
  }

  private static String block(String prefix, int convolution) {
    return prefix + "convolution" + convolution + ".";
  }

  /** Pairs from both of their ends: first those with the first atom as the center. */
  private record Edges(RowIndex centers, RowIndex neighbors) {
    static Edges of(PairIndex pairs) {
      int size = pairs.size();
      int[] centers = new int[2 * size];
      int[] neighbors = new int[2 * size];
      for (int p = 0; p < size; p++) {
        centers[p] = pairs.first().target(p);
        centers[size + p] = pairs.second().target(p);
        neighbors[p] = centers[size + p];
        neighbors[size + p] = centers[p];
      }
      return new Edges(RowIndex.of(centers, pairs.atoms()), RowIndex.of(neighbors, pairs.atoms()));
    }

    /** What a pair has alike for both of its ends. */
    Node fromPairs(Node x) {
      return Node.stack(List.of(x, x));
    }

    /** z W + b. */
    Node product(Node v, Node radial, Weights weights, String block) {
      return v.matmul(weights.get(block + "center"))
          .gather(centers)
          .plus(v.matmul(weights.get(block + "neighbor")).gather(neighbors))
          .plus(fromPairs(weights.dense(block + "pair", radial)));
    }
  }
}
