package org.quarry.descriptor.coulomb;

import java.util.Arrays;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.NeighborList;
import org.quarry.descriptor.coulomb.EwaldParameters.Cutoffs;
import org.quarry.math.ErrorFunction;

/** Elements of {@link EwaldSumMatrix}: φ is gathered in the lower triangle, ½ φ_ii in it. */
final class EwaldElements implements PairMatrix {
  private static final double COINCIDENT = 1e-8; // Å

  private final EwaldParameters parameters;
  private final double unit;
  private final NeighborList neighbors = NeighborList.half(1);
  private final ReciprocalSum reciprocal = new ReciprocalSum();

  EwaldElements(EwaldParameters parameters) {
    this.parameters = parameters;
    this.unit = parameters.form().units().inAngstrom();
  }

  @Override
  public void fill(Configuration c, double[] matrix) {
    if (!(c.pbc().along(0) && c.pbc().along(1) && c.pbc().along(2))) {
      throw Refusal.of(
          EwaldParameters.NAME, c, "is not periodic along all three axes; an Ewald sum needs that");
    }
    Refusal.unlessSpatial(EwaldParameters.NAME, c);
    int n = c.size();
    double volume = c.cell().volume();
    double alpha = parameters.screening(n, volume);
    Cutoffs cutoffs = parameters.cutoffs(alpha);
    Arrays.fill(matrix, 0, n * n, 0);
    addRealSpace(c, alpha, cutoffs.rCut(), matrix);
    reciprocal.add(c, alpha, cutoffs.gCut(), matrix);
    double background = -Math.PI / (volume * alpha * alpha);
    double self = 0.5 * background - alpha / Math.sqrt(Math.PI);
    for (int i = 0; i < n; i++) {
      double charge = unit * c.atomicNumber(i);
      for (int j = 0; j <= i; j++) {
        double phi = matrix[i * n + j] + (i == j ? self : background);
        matrix[i * n + j] = charge * c.atomicNumber(j) * phi;
        matrix[j * n + i] = matrix[i * n + j];
      }
    }
  }

  /** Each pair of a half list once, which is half of what an atom has with its own images. */
  private void addRealSpace(Configuration c, double alpha, double rCut, double[] matrix) {
    neighbors.build(c, rCut);
    int n = c.size();
    int[] offsets = neighbors.offsets();
    int[] atoms = neighbors.neighbors();
    double[] vectors = neighbors.vectors();
    for (int i = 0; i < n; i++) {
      for (int pair = offsets[i]; pair < offsets[i + 1]; pair++) {
        int j = atoms[pair];
        double x = vectors[3 * pair];
        double y = vectors[3 * pair + 1];
        double z = vectors[3 * pair + 2];
        double r = Math.sqrt(x * x + y * y + z * z);
        if (r <= COINCIDENT) {
          throw Refusal.ofCoincidence(EwaldParameters.NAME, c, i, j);
        }
        matrix[Math.max(i, j) * n + Math.min(i, j)] += ErrorFunction.erfc(alpha * r) / r;
      }
    }
  }
}
