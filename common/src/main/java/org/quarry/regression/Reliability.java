package org.quarry.regression;

import java.util.ArrayList;
import java.util.List;

/**
 * One bin of a calibration curve: how often the most probable class was the true one, beside what
 * was said.
 *
 * @param rows in the bin
 * @param said mean probability of the most probable class
 * @param found share of rows for which it was the true class
 */
public record Reliability(int rows, double said, double found) {
  /** The bins of equal width that hold a row, by ascending probability. */
  public static List<Reliability> curve(List<HeldOut> heldOut, int bins) {
    int[] rows = new int[bins];
    double[] said = new double[bins];
    int[] found = new int[bins];
    for (HeldOut row : heldOut) {
      String guess = row.mostProbable();
      double probability = row.choice().probabilities().getOrDefault(guess, 0.0);
      int bin = (int) Math.min(bins - 1, Math.max(0, Math.floor(probability * bins)));
      rows[bin]++;
      said[bin] += probability;
      found[bin] += guess.equals(row.trueClass()) ? 1 : 0;
    }
    List<Reliability> curve = new ArrayList<>();
    for (int bin = 0; bin < bins; bin++) {
      if (rows[bin] > 0) {
        curve.add(
            new Reliability(rows[bin], said[bin] / rows[bin], found[bin] / (double) rows[bin]));
      }
    }
    return curve;
  }

  /** Σ rows |said − found| / Σ rows: the expected calibration error. */
  public static double expectedCalibrationError(List<Reliability> curve) {
    double sum = 0;
    double rows = 0;
    for (Reliability bin : curve) {
      sum += bin.rows() * Math.abs(bin.said() - bin.found());
      rows += bin.rows();
    }
    return sum / rows;
  }
}
