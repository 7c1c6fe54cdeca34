package org.quarry.potential;

import java.util.Arrays;
import org.quarry.atoms.NeighborList;

/** The kernel of {@link Eam}, on half a list: each pair is worked on once, for both sides. */
final class EamEvaluator extends ListEvaluator {
  private static final int ROW = EamSplines.ROW;

  private final EamSplines splines;
  private final int labels;
  private final double cutoff;
  private final double perR; // 1/dr
  private final double perDensity; // 1/drho
  private final double drho;

  private double[] density = new double[0];
  private double[] embeddingSlope = new double[0]; // F'(ρ_i)

  // Of each pair: φ', and the slopes of the density of j at i and of i at j.
  private double[] phiSlope = new double[0];
  private double[] slopeHere = new double[0];
  private double[] slopeThere = new double[0];

  EamEvaluator(Eam potential, EamTables tables, EamSplines splines) {
    super(potential, NeighborList.half(potential.cutoff()));
    this.splines = splines;
    this.labels = potential.species().labels().size();
    this.cutoff = tables.cutoff;
    this.perR = 1 / tables.dr;
    this.drho = tables.drho;
    this.perDensity = 1 / drho;
  }

  @Override
  void accumulate(int n) {
    resize(n);
    Arrays.fill(density, 0, n, 0);
    for (int i = 0; i < n; i++) {
      gather(i);
    }
    for (int i = 0; i < n; i++) {
      embed(i);
    }
    for (int i = 0; i < n; i++) {
      pull(i);
    }
  }

  private void resize(int n) {
    if (density.length < n) {
      density = new double[Math.max(n, 2 * density.length)];
      embeddingSlope = new double[density.length];
    }
    if (phiSlope.length < offsets[n]) {
      int length = Math.max(offsets[n], 2 * phiSlope.length);
      phiSlope = new double[length];
      slopeHere = new double[length];
      slopeThere = new double[length];
    }
  }

  /** Adds the pair energies and densities of the pairs of centre i. */
  private void gather(int i) {
    int last = splines.intervals - 1;
    double densityHere = 0;
    double energyHere = 0;
    for (int pair = offsets[i]; pair < offsets[i + 1]; pair++) {
      int j = neighbors[pair];
      double r = distances[pair];
      if (!(r < cutoff)) {
        phiSlope[pair] = 0;
        slopeHere[pair] = 0;
        slopeThere[pair] = 0;
        continue;
      }
      double x = r * perR;
      int m = Math.min((int) x, last);
      double u = Math.min(x - m, 1);
      int row = m * ROW;
      double[] c = splines.radial[types[i] * labels + types[j]];
      double inverse = 1 / r;
      double phi = (((c[row + 3] * u + c[row + 2]) * u + c[row + 1]) * u + c[row]) * inverse;
      double product = ((3 * c[row + 3] * u + 2 * c[row + 2]) * u + c[row + 1]) * perR; // (r φ)'
      double here = ((c[row + 7] * u + c[row + 6]) * u + c[row + 5]) * u + c[row + 4];
      double hereSlope = ((3 * c[row + 7] * u + 2 * c[row + 6]) * u + c[row + 5]) * perR;
      phiSlope[pair] = (product - phi) * inverse;
      slopeHere[pair] = hereSlope;
      slopeThere[pair] = hereSlope;
      densityHere += here;
      energyHere += 0.5 * phi;
      energies[j] += 0.5 * phi;
      if (types[i] == types[j]) {
        density[j] += here;
      } else {
        double[] d = splines.radial[types[j] * labels + types[i]];
        density[j] += ((d[row + 7] * u + d[row + 6]) * u + d[row + 5]) * u + d[row + 4];
        slopeThere[pair] = ((3 * d[row + 7] * u + 2 * d[row + 6]) * u + d[row + 5]) * perR;
      }
    }
    density[i] += densityHere;
    energies[i] += energyHere;
  }

  /** Adds the embedding energy of an atom. */
  private void embed(int i) {
    double[] c = splines.embedding[types[i]];
    double x = density[i] * perDensity;
    int m = Math.max(0, Math.min((int) x, splines.embeddingIntervals - 1));
    double u = Math.min(x - m, 1);
    int row = m * EamSplines.EMBEDDING_ROW;
    double slope = ((3 * c[row + 3] * u + 2 * c[row + 2]) * u + c[row + 1]) * perDensity;
    double beyond = Math.max(0, x - splines.embeddingIntervals) * drho;
    embeddingSlope[i] = slope;
    energies[i] += ((c[row + 3] * u + c[row + 2]) * u + c[row + 1]) * u + c[row] + slope * beyond;
  }

  /** Adds the gradients of the pairs of centre i. */
  private void pull(int i) {
    for (int pair = offsets[i]; pair < offsets[i + 1]; pair++) {
      int j = neighbors[pair];
      double slope =
          phiSlope[pair]
              + embeddingSlope[i] * slopeHere[pair]
              + embeddingSlope[j] * slopeThere[pair];
      double g = slope / distances[pair];
      addGradient(
          i, pair, g * vectors[3 * pair], g * vectors[3 * pair + 1], g * vectors[3 * pair + 2]);
    }
  }
}
