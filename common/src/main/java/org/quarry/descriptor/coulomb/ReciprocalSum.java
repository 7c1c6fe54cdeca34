package org.quarry.descriptor.coulomb;

import java.util.Arrays;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;

/**
 * The sum over reciprocal lattice vectors of an Ewald sum for all pairs of atoms at once,
 *
 * <pre>
 * 4π/V Σ_0&lt;|G|≤g_cut e^(−G²/4α²)/G² cos G·(r_i − r_j)
 * </pre>
 *
 * <p>as products of e^(iG·r) of the atoms: powers of e^(2πif) for each fractional coordinate, and G
 * from one half of space. A workspace of one thread.
 */
final class ReciprocalSum {
  private static final double MAX_VECTORS = 1e8;

  /** Vectors that are gathered before the matrix is gone through. */
  private static final int BATCH = 4;

  private final int[] reach = new int[3];

  /** Cosines and sines of 2πmf: [axis][m][atom]. */
  private final double[][] cosines = new double[3][0];

  private final double[][] sines = new double[3][0];

  /** e^(i(hf + kg)) of each atom for the h and k at hand. */
  private double[] planeCosines = new double[0];

  private double[] planeSines = new double[0];

  /** Weighted and plain cosines, then sines, of G·r for the gathered vectors: [vector][atom]. */
  private double[] weighted = new double[0];

  private double[] plain = new double[0];
  private int gathered;

  /** Adds the sum to the lower triangle of an n × n matrix, half of it on the diagonal. */
  void add(Configuration c, double alpha, double gCut, double[] matrix) {
    int n = c.size();
    Cell cell = c.cell();
    setReach(c, gCut);
    resize(n);
    double[] inverse = cell.inverse();
    setPowers(c, inverse);
    double factor = 8 * Math.PI / cell.volume(); // for G and −G
    double diagonal = 0;
    for (int h = 0; h <= reach[0]; h++) {
      for (int k = h == 0 ? 0 : -reach[1]; k <= reach[1]; k++) {
        setPlane(n, h, k);
        for (int l = h == 0 && k == 0 ? 1 : -reach[2]; l <= reach[2]; l++) {
          double x = h * inverse[0] + k * inverse[1] + l * inverse[2];
          double y = h * inverse[3] + k * inverse[4] + l * inverse[5];
          double z = h * inverse[6] + k * inverse[7] + l * inverse[8];
          double squared = 4 * Math.PI * Math.PI * (x * x + y * y + z * z);
          if (squared <= gCut * gCut) {
            double weight = factor * StrictMath.exp(-squared / (4 * alpha * alpha)) / squared;
            diagonal += 0.5 * weight;
            gather(n, l, weight, matrix);
          }
        }
      }
    }
    flush(n, matrix);
    for (int i = 0; i < n; i++) {
      matrix[i * n + i] += diagonal;
    }
  }

  /** |h_k| = |G·a_k|/2π ≤ g_cut |a_k|/2π. */
  private void setReach(Configuration c, double gCut) {
    double vectors = 1;
    for (int k = 0; k < 3; k++) {
      double most = Math.floor(gCut * c.cell().length(k) / (2 * Math.PI));
      vectors *= 2 * most + 1;
      reach[k] = (int) most;
    }
    if (vectors > MAX_VECTORS) {
      throw Refusal.of(
          EwaldParameters.NAME,
          c,
          "has up to " + (long) vectors + " reciprocal vectors within g_cut " + gCut);
    }
  }

  private void resize(int n) {
    for (int k = 0; k < 3; k++) {
      int size = (reach[k] + 1) * n;
      if (cosines[k].length < size) {
        cosines[k] = new double[2 * size];
        sines[k] = new double[2 * size];
      }
    }
    if (planeCosines.length < n) {
      planeCosines = new double[2 * n];
      planeSines = new double[2 * n];
      weighted = new double[2 * BATCH * 2 * n];
      plain = new double[2 * BATCH * 2 * n];
    }
  }

  private void setPowers(Configuration c, double[] inverse) {
    int n = c.size();
    for (int k = 0; k < 3; k++) {
      double[] cosine = cosines[k];
      double[] sine = sines[k];
      for (int i = 0; i < n; i++) {
        double f =
            c.position(i, 0) * inverse[k]
                + c.position(i, 1) * inverse[3 + k]
                + c.position(i, 2) * inverse[6 + k];
        double phase = 2 * Math.PI * (f - Math.rint(f));
        double one = StrictMath.cos(phase);
        double other = StrictMath.sin(phase);
        cosine[i] = 1;
        sine[i] = 0;
        for (int m = 1; m <= reach[k]; m++) {
          int before = (m - 1) * n + i;
          cosine[m * n + i] = cosine[before] * one - sine[before] * other;
          sine[m * n + i] = sine[before] * one + cosine[before] * other;
        }
      }
    }
  }

  private void setPlane(int n, int h, int k) {
    int first = h * n;
    int second = Math.abs(k) * n;
    double sign = k < 0 ? -1 : 1;
    for (int i = 0; i < n; i++) {
      double c = cosines[1][second + i];
      double s = sign * sines[1][second + i];
      planeCosines[i] = cosines[0][first + i] * c - sines[0][first + i] * s;
      planeSines[i] = cosines[0][first + i] * s + sines[0][first + i] * c;
    }
  }

  /** Takes the vector (h, k, l), h and k being those of the plane. */
  private void gather(int n, int l, double weight, double[] matrix) {
    int third = Math.abs(l) * n;
    double sign = l < 0 ? -1 : 1;
    int cosine = 2 * gathered * n;
    int sine = cosine + n;
    for (int i = 0; i < n; i++) {
      double c = cosines[2][third + i];
      double s = sign * sines[2][third + i];
      plain[cosine + i] = planeCosines[i] * c - planeSines[i] * s;
      plain[sine + i] = planeCosines[i] * s + planeSines[i] * c;
      weighted[cosine + i] = weight * plain[cosine + i];
      weighted[sine + i] = weight * plain[sine + i];
    }
    if (++gathered == BATCH) {
      flush(n, matrix);
    }
  }

  /** cos G·(r_i − r_j) = cos G·r_i cos G·r_j + sin G·r_i sin G·r_j for each gathered vector. */
  private void flush(int n, double[] matrix) {
    Arrays.fill(weighted, 2 * gathered * n, 2 * BATCH * n, 0);
    Arrays.fill(plain, 2 * gathered * n, 2 * BATCH * n, 0);
    for (int i = 1; i < n; i++) {
      double c0 = weighted[i];
      double s0 = weighted[n + i];
      double c1 = weighted[2 * n + i];
      double s1 = weighted[3 * n + i];
      double c2 = weighted[4 * n + i];
      double s2 = weighted[5 * n + i];
      double c3 = weighted[6 * n + i];
      double s3 = weighted[7 * n + i];
      for (int j = 0; j < i; j++) {
        matrix[i * n + j] +=
            (c0 * plain[j] + s0 * plain[n + j])
                + (c1 * plain[2 * n + j] + s1 * plain[3 * n + j])
                + (c2 * plain[4 * n + j] + s2 * plain[5 * n + j])
                + (c3 * plain[6 * n + j] + s3 * plain[7 * n + j]);
      }
    }
    gathered = 0;
  }
}
