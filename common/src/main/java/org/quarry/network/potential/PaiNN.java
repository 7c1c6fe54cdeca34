package org.quarry.network.potential;

import java.util.List;
import java.util.Objects;
import org.quarry.network.autograd.Node;
import org.quarry.network.autograd.PairIndex;
import org.quarry.network.autograd.Parity;

/**
 * PaiNN's representation: messages of scalars s and vectors v (Schütt, Unke and Gastegger, ICML
 * 2021).
 *
 * <p>s_i starts as an embedding of the element, v_i as zero. Each interaction adds, with filters
 * W(d) = (F g(d)) · f_cut(d), dense layers φ on s and directions r̂ from i to j,
 *
 * <pre>
 *   s_i += Σ_j φ_s(s_j) ⊙ W_s(d_ij)
 *   v_i += Σ_j v_j ⊙ φ_v(s_j) ⊙ W_v(d_ij) + Σ_j φ_d(s_j) ⊙ W_d(d_ij) r̂_ij
 * </pre>
 *
 * and then, with matrices U and V on the features of v, and a = dense(silu(dense(s, |Vv|))),
 *
 * <pre>
 *   s_i += a_s + a_u ⊙ ⟨Uv, Vv⟩,   v_i += a_v ⊙ Uv
 * </pre>
 *
 * <p>The filters are evaluated once a pair: they are the same from either end, but for r̂, which
 * turns round.
 *
 * @param species element symbols, by atomic number
 * @param features number of scalars, and of vectors, of an atom
 * @param interactions number of interactions, each with parameters of its own
 * @param basis radial functions, BESSEL in the paper
 * @param basisSize their number, 20 in the paper
 * @param cutoff in Å
 */
public record PaiNN(
    List<String> species,
    int features,
    int interactions,
    RadialBasis basis,
    int basisSize,
    double cutoff)
    implements Representation {
  private static final double SMALLEST_SQUARE = 1e-8; // under the root of |Vv|, which is 0 at first

  public PaiNN {
    species = SpeciesIndex.normalized(species);
    Objects.requireNonNull(basis);
    SpeciesIndex.checkWidths(features, interactions, basisSize, cutoff);
  }

  @Override
  public void declare(ParameterLayout.Builder layout, String prefix) {
    layout.matrix(prefix + "embedding", species.size(), features, ParameterLayout.Start.NORMAL);
    for (int k = 1; k <= interactions; k++) {
      String message = prefix + "message" + k + ".";
      layout.dense(message + "hidden", features, features);
      for (String part : messageParts(k)) {
        layout
            .dense(message + part, features, features)
            .matrix(
                message + "filter." + part, basisSize + 1, features, ParameterLayout.Start.XAVIER);
      }
      String update = prefix + "update" + k + ".";
      layout
          .matrix(update + "u", features, features, ParameterLayout.Start.XAVIER)
          .matrix(update + "v", features, features, ParameterLayout.Start.XAVIER)
          .dense(update + "hidden", 2 * features, features)
          .dense(update + "scalar", features, features)
          .dense(update + "product", features, features);
      if (k < interactions) { // the last vectors are not read
        layout.dense(update + "vector", features, features);
      }
    }
  }

  /** The first interaction finds no vectors to pass on. */
  private static List<String> messageParts(int interaction) {
    return interaction == 1
        ? List.of("scalar", "direction")
        : List.of("scalar", "vector", "direction");
  }

  @Override
  public Node describe(PairGeometry geometry, Weights weights, String prefix) {
    State state =
        new State(
            weights.get(prefix + "embedding").gather(SpeciesIndex.of(geometry.batch(), species)),
            List.of());
    // g(d)·f_cut(d), and f_cut(d) itself for the bias: one product then makes a filter.
    Node fade = RadialBasis.cosineCutoff(geometry.distances(), cutoff);
    Node radial = basis.expand(geometry.distances(), basisSize, cutoff).times(fade);
    Node faded = Node.join(List.of(radial, fade));
    Node unit = geometry.directions();
    for (int k = 1; k <= interactions; k++) {
      state = message(state, faded, unit, geometry.pairs(), weights, prefix + "message" + k + ".");
      state = update(state, weights, prefix + "update" + k + ".", k < interactions);
    }
    return state.scalars;
  }

  /** Scalars n × F; vectors 3n × F, the x components of all atoms first, or nothing for zero. */
  private record State(Node scalars, List<Node> vectors) {}

  private static State message(
      State state, Node radial, Node directions, PairIndex pairs, Weights weights, String block) {
    Node hidden = weights.dense(block + "hidden", state.scalars).silu();
    Node scalars =
        weights
            .dense(block + "scalar", hidden)
            .pairSum(radial.matmul(weights.get(block + "filter.scalar")), pairs, Parity.EVEN);
    Node pointed = weights.dense(block + "direction", hidden);
    Node filter = radial.matmul(weights.get(block + "filter.direction")).outer(directions);
    Node vectors = pointed.pairSum(filter, pairs, Parity.ODD, 3);
    if (!state.vectors.isEmpty()) {
      Node passed = weights.dense(block + "vector", hidden);
      Node sums =
          timesEachAxis(state.vectors.get(0), passed)
              .pairSum(radial.matmul(weights.get(block + "filter.vector")), pairs, Parity.EVEN, 3);
      vectors = state.vectors.get(0).plus(sums).plus(vectors);
    }
    return new State(state.scalars.plus(scalars), List.of(vectors));
  }

  private static State update(State state, Weights weights, String block, boolean vectorsGoOn) {
    Node vectors = state.vectors.get(0);
    Node u = vectors.matmul(weights.get(block + "u"));
    Node v = vectors.matmul(weights.get(block + "v"));
    Node length = overAxes(v.square()).plus(SMALLEST_SQUARE).sqrt();
    Node hidden = weights.dense(block + "hidden", Node.join(List.of(state.scalars, length))).silu();
    Node scalars =
        state
            .scalars
            .plus(weights.dense(block + "scalar", hidden))
            .plus(weights.dense(block + "product", hidden).times(overAxes(u.times(v))));
    if (!vectorsGoOn) {
      return new State(scalars, List.of());
    }
    Node scale = weights.dense(block + "vector", hidden);
    return new State(scalars, List.of(vectors.plus(timesEachAxis(u, scale))));
  }

  /** Sum of the three components, which are the rows of a matrix 3 × nF. */
  private static Node overAxes(Node products) {
    int atoms = products.rows() / 3;
    return axesAsRows(products).sumRows().reshape(atoms, products.columns());
  }

  /** Vectors 3n × F, each component times scalars n × F. */
  private static Node timesEachAxis(Node vectors, Node scalars) {
    Node row = scalars.reshape(1, scalars.rows() * scalars.columns());
    return axesAsRows(vectors).times(row).reshape(vectors.rows(), vectors.columns());
  }

  private static Node axesAsRows(Node vectors) {
    return vectors.reshape(3, vectors.rows() / 3 * vectors.columns());
  }
}
