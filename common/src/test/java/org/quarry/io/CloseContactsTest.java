package org.quarry.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.NeighborList;
import org.quarry.atoms.Periodicity;

class CloseContactsTest {
  private final CloseContacts contacts = new CloseContacts(0.1);

  /** Cells from needles to cubes, with and without periods, at such densities that half touch. */
  @Test
  void agreesWithTheNeighborList() {
    Random random = new Random(5);
    NeighborList neighbors = new NeighborList(0.1);
    int touching = 0;
    for (int trial = 0; trial < 600; trial++) {
      Configuration c = random(random);
      neighbors.build(c);
      boolean expected = neighbors.pairs() > 0;
      touching += expected ? 1 : 0;
      assertEquals(expected, contacts.find(c), () -> c.cell() + " " + c.pbc());
      if (expected) {
        assertTrue(contacts.found() < 0.1);
      }
    }
    assertTrue(touching > 150 && touching < 450, touching + " of 600 touch");
  }

  private static Configuration random(Random random) {
    while (true) {
      double[] h = new double[9];
      for (int i = 0; i < 9; i++) {
        h[i] = random.nextGaussian() * (1 + 4 * random.nextDouble());
      }
      Cell cell = Cell.of(h);
      Periodicity pbc =
          new Periodicity(random.nextBoolean(), random.nextBoolean(), random.nextBoolean());
      double[] heights = cell.heights();
      if (Arrays.stream(heights).min().orElseThrow() < 0.3) {
        continue;
      }
      int n = 2 + (int) Math.sqrt(3000 * cell.volume() * random.nextDouble() / 8);
      double[] r = new double[3 * n];
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < 3; k++) {
          double f = 3 * (int) (2 * random.nextGaussian()) + random.nextDouble();
          double fraction = pbc.along(k) ? f : random.nextDouble();
          for (int axis = 0; axis < 3; axis++) {
            r[3 * i + axis] += fraction * cell.at(k, axis);
          }
        }
      }
      int[] z = new int[n];
      Arrays.fill(z, 1);
      return Configuration.of(z, r, cell, pbc);
    }
  }

  @Test
  void atomsOnTheFacesOfACellMeetTheirImages() {
    int[] z = {1, 1};
    for (double offset : new double[] {0, 1e-17, -1e-17, 1e-9, 3, -7}) {
      double[] r = {offset, 0, 0, offset + 9.97, 10.03, 0};
      assertTrue(contacts.find(Configuration.of(z, r, Cell.cubic(10), Periodicity.ALL)));
    }
  }

  @Test
  void aHundredThousandAtomsAreSearchedWithoutPairs() {
    int edge = 46;
    int n = edge * edge * edge;
    double[] r = new double[3 * n];
    int[] z = new int[n];
    Arrays.fill(z, 1);
    for (int i = 0; i < n; i++) {
      r[3 * i] = i % edge;
      r[3 * i + 1] = i / edge % edge;
      r[3 * i + 2] = i / edge / edge;
    }
    assertEquals(false, contacts.find(Configuration.of(z, r, Cell.cubic(edge), Periodicity.ALL)));
    r[3 * n - 1] = 0.05;
    r[3 * n - 2] = 0;
    r[3 * n - 3] = 0;
    assertTrue(contacts.find(Configuration.of(z, r, Cell.cubic(edge), Periodicity.ALL)));
  }
}
