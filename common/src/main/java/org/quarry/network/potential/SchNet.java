package org.quarry.network.potential;

import java.util.List;
import java.util.Objects;
import org.quarry.network.autograd.Node;
import org.quarry.network.autograd.Parity;

/**
 * SchNet's representation: continuous-filter convolutions (Schütt et al., NeurIPS 2017; J. Chem.
 * Phys. 148, 241722, 2018).
 *
 * <p>x_i starts as an embedding of the element. Each interaction adds
 *
 * <pre>
 *   x_i += D₂ ssp(D₁ Σ_j (A x_j) ⊙ W(d_ij)),   W(d) = (F₂ ssp(F₁ g(d))) · f_cut(d)
 * </pre>
 *
 * with dense layers D and F, a matrix A, the radial basis g and the cosine cutoff. W depends on the
 * distance alone, so it is evaluated once a pair.
 *
 * @param species element symbols, by atomic number
 * @param features width of x and of the filters
 * @param interactions number of interaction blocks, each with parameters of its own
 * @param basis radial functions
 * @param basisSize their number
 * @param cutoff in Å
 */
public record SchNet(
    List<String> species,
    int features,
    int interactions,
    RadialBasis basis,
    int basisSize,
    double cutoff)
    implements Representation {
  public SchNet {
    species = SpeciesIndex.normalized(species);
    Objects.requireNonNull(basis);
    SpeciesIndex.checkWidths(features, interactions, basisSize, cutoff);
  }

  @Override
  public void declare(ParameterLayout.Builder layout, String prefix) {
    layout.matrix(prefix + "embedding", species.size(), features, ParameterLayout.Start.NORMAL);
    for (int k = 1; k <= interactions; k++) {
      String block = block(prefix, k);
      layout
          .dense(block + "filter1", basisSize, features)
          .dense(block + "filter2", features, features)
          .matrix(block + "in.weight", features, features, ParameterLayout.Start.XAVIER)
          .dense(block + "out1", features, features)
          .dense(block + "out2", features, features);
    }
  }

  @Override
  public Node describe(PairGeometry geometry, Weights weights, String prefix) {
    Node distances = geometry.distances();
    Node radial = basis.expand(distances, basisSize, cutoff);
    Node fade = RadialBasis.cosineCutoff(distances, cutoff);
    Node x = weights.get(prefix + "embedding").gather(SpeciesIndex.of(geometry.batch(), species));
    for (int k = 1; k <= interactions; k++) {
      String block = block(prefix, k);
      Node filters =
          weights
              .dense(block + "filter2", weights.denseShiftedSoftplus(block + "filter1", radial))
              .times(fade);
      Node message =
          x.matmul(weights.get(block + "in.weight"))
              .pairSum(filters, geometry.pairs(), Parity.EVEN);
      x =
          x.plus(
              weights.dense(block + "out2", weights.denseShiftedSoftplus(block + "out1", message)));
    }
    return x;
  }

  private static String block(String prefix, int interaction) {
    return prefix + "interaction" + interaction + ".";
  }
}
