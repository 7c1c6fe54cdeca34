package org.quarry.potential;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The tables of one element in DYNAMO's funcfl form: F(ρ), the effective charge Z(r) in units of
 * the elementary charge, and the density. φ_ij = 27.2 · 0.529 Z_i Z_j/r, with these rounded
 * constants.
 */
final class Funcfl {
  private static final double COULOMB = 27.2 * 0.529; // eV Å

  final String label;
  final String citation;
  private final EamFiles.Grid grid;
  private final double[] embedding;
  private final double[] charge;
  private final double[] density;

  private Funcfl(String label, EamFiles.Grid grid, ParameterFile file) {
    this.label = label;
    this.citation = file.citation();
    this.grid = grid;
    this.embedding = file.table(grid.nrho(), "the embedding function");
    this.charge = file.table(grid.nr(), "the effective charge");
    this.density = file.table(grid.nr(), "the density");
  }

  /** A comment; atomic number, mass, …; {@code nrho drho nr dr cutoff}; F, Z and the density. */
  static Funcfl read(ParameterFile file) {
    file.next("a comment");
    String label = EamFiles.label(file, file.words(2, "atomic number and mass")[0]);
    EamFiles.Grid grid = EamFiles.Grid.read(file);
    file.requireRoomFor(grid.nrho() + 2.0 * grid.nr());
    Funcfl funcfl = new Funcfl(label, grid, file);
    file.requireNoMoreNumbers();
    return funcfl;
  }

  /**
   * The tables of several elements on one grid, as LAMMPS makes it: the largest steps and ranges of
   * all, four-point Lagrange interpolation. The grid ends a step before the longest table does.
   */
  static EamTables onOneGrid(List<Funcfl> all) {
    double drho = largest(all, f -> f.grid.drho());
    double dr = largest(all, f -> f.grid.dr());
    int nrho = (int) (largest(all, f -> (f.grid.nrho() - 1) * f.grid.drho()) / drho + 0.5);
    int nr = (int) (largest(all, f -> (f.grid.nr() - 1) * f.grid.dr()) / dr + 0.5);
    int n = all.size();
    double[][] embedding = resample(all, f -> f.embedding, f -> f.grid.drho(), nrho, drho);
    double[][] charge = resample(all, f -> f.charge, f -> f.grid.dr(), nr, dr);
    double[][] own = resample(all, f -> f.density, f -> f.grid.dr(), nr, dr);
    double[][] density = new double[n * n][];
    double[][] pair = new double[n * n][nr];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        density[a * n + b] = own[b];
        for (int m = 0; m < nr; m++) {
          pair[a * n + b][m] = COULOMB * charge[a][m] * charge[b][m];
        }
      }
    }
    return new EamTables(drho, dr, largest(all, f -> f.grid.cutoff()), embedding, density, pair);
  }

  private static double largest(List<Funcfl> all, ToDoubleFunction<Funcfl> of) {
    return all.stream().mapToDouble(of).max().orElseThrow();
  }

  private static double[][] resample(
      List<Funcfl> all,
      Function<Funcfl, double[]> table,
      ToDoubleFunction<Funcfl> step,
      int n,
      double newStep) {
    return all.stream()
        .map(f -> resample(table.apply(f), step.applyAsDouble(f), n, newStep))
        .toArray(double[][]::new);
  }

  /** By the cubic through the points k − 1 to k + 2, p steps after k. */
  private static double[] resample(double[] f, double step, int n, double newStep) {
    double[] table = new double[n];
    for (int m = 0; m < n; m++) {
      double x = m * newStep / step;
      int k = Math.max(1, Math.min((int) x, f.length - 3));
      double p = Math.min(x - k, 2);
      table[m] =
          -p * (p - 1) * (p - 2) / 6 * f[k - 1]
              + (p * p - 1) * (p - 2) / 2 * f[k]
              - p * (p + 1) * (p - 2) / 2 * f[k + 1]
              + p * (p * p - 1) / 6 * f[k + 2];
    }
    return table;
  }
}
