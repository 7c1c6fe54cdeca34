package org.quarry.potential.kim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Periodicity;
import org.quarry.potential.NoAnswerException;

/** The padded configuration is what a search through all images says. */
class PaddingTest {
  private static final double CUTOFF = 3.5;

  private static double distance(double[] r, int i, int j) {
    return Math.sqrt(
        Math.pow(r[3 * i] - r[3 * j], 2)
            + Math.pow(r[3 * i + 1] - r[3 * j + 1], 2)
            + Math.pow(r[3 * i + 2] - r[3 * j + 2], 2));
  }

  private static TreeSet<Integer> listed(Padding padding, int list, int particle) {
    int row = list * padding.rows() + particle;
    return Arrays.stream(padding.neighbors, padding.offsets[row], padding.offsets[row + 1])
        .boxed()
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static TreeSet<Integer> found(Padding padding, double cutoff, int particle) {
    TreeSet<Integer> found = new TreeSet<>();
    for (int p = 0; p < padding.particles(); p++) {
      if (p != particle && distance(padding.positions, p, particle) <= cutoff) {
        found.add(p);
      }
    }
    return found;
  }

  /** Coordinates of the images of all atoms within reach of an atom, rounded; one a line. */
  private static TreeSet<String> images(Configuration c, double[] wrapped, double reach) {
    TreeSet<String> images = new TreeSet<>();
    int n = c.size();
    double[] r = Arrays.copyOf(wrapped, 3 * n + 3);
    int[] most = new int[3];
    for (int k = 0; k < 3; k++) {
      most[k] = c.pbc().along(k) ? 6 : 0;
    }
    for (int a = -most[0]; a <= most[0]; a++) {
      for (int b = -most[1]; b <= most[1]; b++) {
        for (int d = -most[2]; d <= most[2]; d++) {
          for (int j = 0; j < n; j++) {
            for (int axis = 0; axis < 3; axis++) {
              r[3 * n + axis] =
                  wrapped[3 * j + axis]
                      + a * c.cell().at(0, axis)
                      + b * c.cell().at(1, axis)
                      + d * c.cell().at(2, axis);
            }
            boolean near = false;
            for (int i = 0; i < n; i++) {
              near |= distance(r, n, i) <= reach;
            }
            if (near) {
              images.add(text(r, n));
            }
          }
        }
      }
    }
    return images;
  }

  private static String text(double[] r, int i) {
    return String.format(
        "%.6f %.6f %.6f", r[3 * i] + 1e-9, r[3 * i + 1] + 1e-9, r[3 * i + 2] + 1e-9);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void particlesAndListsAreThoseOfASearchThroughAllImages(boolean ghostsAsk) {
    double influence = 2 * CUTOFF;
    double[] cutoffs = {CUTOFF, 2.6};
    for (Configuration c : ShakenCrystals.of("Si", 5.43, 2)) {
      Padding padding = new Padding(cutoffs, new boolean[] {ghostsAsk, false}, influence, 0.2);
      padding.build(c);
      padding.build(c); // a used workspace gives the same
      TreeSet<String> particles = new TreeSet<>();
      for (int p = 0; p < padding.particles(); p++) {
        particles.add(text(padding.positions, p));
      }
      assertEquals(images(c, padding.positions, ghostsAsk ? influence : CUTOFF), particles);
      assertEquals(ghostsAsk ? padding.particles() : c.size(), padding.rows());
      for (int l = 0; l < cutoffs.length; l++) {
        for (int i = 0; i < (l == 0 ? padding.rows() : c.size()); i++) {
          assertEquals(found(padding, cutoffs[l], i), listed(padding, l, i));
        }
      }
    }
  }

  @Test
  void anAtomTooCloseToAnImageIsNamed() {
    Configuration thin =
        Configuration.of(
            new int[] {14}, new double[3], Cell.of(0.15, 0, 0, 0, 3, 0, 0, 0, 3), Periodicity.ALL);
    Padding padding = new Padding(new double[] {2}, new boolean[1], 2, 0.2);
    String reason = assertThrows(NoAnswerException.class, () -> padding.build(thin)).getMessage();
    assertTrue(reason.contains("atoms 0 and 0 (its own image)"), reason);
  }
}
