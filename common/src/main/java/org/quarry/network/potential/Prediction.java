package org.quarry.network.potential;

import java.util.ArrayList;
import java.util.List;
import org.quarry.network.autograd.Node;

/**
 * Energies of a batch and the derivatives of the first task's, all of them differentiable by the
 * parameters. Each call of {@link #derivatives} differentiates anew.
 *
 * @param geometry the batch on its tape
 * @param atomEnergies atoms × tasks
 * @param energies configurations × tasks
 */
public record Prediction(PairGeometry geometry, Node atomEnergies, Node energies) {
  /** Differentiates the energies by the pairs' vectors. */
  public Derivatives derivatives() {
    return new Derivatives(geometry, energies.tape().gradient(total(), geometry.vectors()));
  }

  /**
   * The same as the last differentiation on the tape, for predictions without training: the
   * derivatives cannot be differentiated further, and need a fraction of the memory.
   */
  public Derivatives lastDerivatives() {
    return new Derivatives(
        geometry, energies.tape().lastGradients(total(), List.of(geometry.vectors())).get(0));
  }

  private Node total() {
    return (energies.columns() == 1 ? energies : energies.columns(0, 1)).sum();
  }

  /**
   * What follows from t_p = ∂E/∂r_p by the vectors r_p = r_second + n·H − r_first of the pairs.
   *
   * @param slopes t, P × 3
   */
  public record Derivatives(PairGeometry geometry, Node slopes) {
    /** Forces on the atoms: F_i = Σ_{p from i} t_p − Σ_{p to i} t_p, atoms × 3. */
    public Node forces() {
      return slopes
          .segmentSum(geometry.pairs().first())
          .minus(slopes.segmentSum(geometry.pairs().second()));
    }

    /**
     * Derivatives by strain: ∂E/∂ε_kl = Σ_p r_pk t_pl where every vector becomes r(1 + ε),
     * configurations × 9, row-major in k, l; symmetric, since energies do not change on rotation.
     * Divided by the volume it is the stress, positive in tension.
     */
    public Node strainDerivatives() {
      List<Node> rows = new ArrayList<>();
      for (int k = 0; k < 3; k++) {
        rows.add(slopes.times(geometry.vectors().columns(k, k + 1)));
      }
      PairBatch batch = geometry.batch();
      // A pair lies in the configuration of its first atom.
      return Node.join(rows).segmentSum(batch.pairs().first()).segmentSum(batch.configurations());
    }
  }
}
