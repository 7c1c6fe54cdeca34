package org.quarry.potential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Periodicity;

/** Against numbers printed in papers or by LAMMPS, typed here. */
class PublishedValuesTest {
  private static final double GPA = 160.21766208; // per eV/Å³
  private static final double[] DIAMOND = {
    0, 0, 0, 0, .5, .5, .5, 0, .5, .5, .5, 0, .25, .25, .25, .25, .75, .75, .75, .25, .75, .75, .75,
    .25
  };

  /** Diamond of lattice constant a, stretched along x. */
  private static Configuration diamond(double a, double strain) {
    int[] z = new int[8];
    Arrays.fill(z, 14);
    double[] r = DIAMOND.clone();
    for (int i = 0; i < r.length; i++) {
      r[i] *= i % 3 == 0 ? a * (1 + strain) : a;
    }
    Cell cell = Cell.of(a * (1 + strain), 0, 0, 0, a, 0, 0, 0, a);
    return Configuration.of(z, r, cell, Periodicity.ALL);
  }

  private static double stress(Evaluator evaluator, Configuration c, int component) {
    evaluator.compute(c);
    return -evaluator.virial()[component] / c.cell().volume() * GPA;
  }

  /**
   * Lattice constant, cohesive energy (eV) and elastic constants C11, C12 (GPa) of diamond silicon,
   * as far as their digits go.
   *
   * <p>Stillinger-Weber: 2ε by construction, Cowley, PRL 60, 2379 (1988); T2: Balamane, Halicioglu
   * and Tiller, PRB 46, 2250 (1992); T3: Tersoff, PRB 38, 9902 (1988); EDIP: Justo et al., PRB 58,
   * 2539 (1998); MOD: Kumagai et al., Comput. Mater. Sci. 39, 457 (2007).
   */
  @ParameterizedTest
  @CsvSource({
    "sw-si,         5.431, -4.3366, 1e-4, 151.4, 76.4",
    "tersoff-si-t2, 5.431, -4.63,   5e-3, 121.7, 85.8",
    "tersoff-si-t3, 5.432, -4.63,   5e-3, 142.5, 75.4",
    "edip-si,       5.430, -4.650,  1e-3, 172,   65",
    "tersoff-mod-si, 5.429, -4.63, 5e-3, 166.4, 65.3"
  })
  void diamondSiliconIsAsPublished(
      String name, double a, double energy, double digits, double c11, double c12) {
    Evaluator evaluator = Potentials.of(name).evaluator();
    Configuration crystal = diamond(a, 0);
    evaluator.compute(crystal);
    assertEquals(energy, evaluator.energy() / 8, digits);
    assertEquals(0, stress(evaluator, crystal, 0), 0.15, "pressure in GPa");
    double h = 1e-5;
    double xx = stress(evaluator, diamond(a, h), 0) - stress(evaluator, diamond(a, -h), 0);
    double yy = stress(evaluator, diamond(a, h), 1) - stress(evaluator, diamond(a, -h), 1);
    assertEquals(c11, xx / (2 * h), 1);
    assertEquals(c12, yy / (2 * h), 1);
  }

  /** D0 and r0 of the dimer, lattice constant and cohesive energy; PRB 71, 035211 (2005). */
  @Test
  void erhartAndAlbesDimerAndCrystalAreAsPublished() {
    Evaluator evaluator = Potentials.of("tersoff-si-erhart-albe").evaluator();
    evaluator.compute(
        Configuration.isolated(new int[] {14, 14}, new double[] {0, 0, 0, 2.232, 0, 0}));
    assertEquals(-3.24, evaluator.energy(), 1e-5);
    assertEquals(0, evaluator.forces()[0], 1e-5);
    evaluator.compute(diamond(5.429, 0));
    assertEquals(-4.63, evaluator.energy() / 8, 5e-3);
    assertEquals(0, stress(evaluator, diamond(5.429, 0), 0), 0.15);
  }

  /** Two silicon atoms (1.3, 1.2, 1.6) Å apart; LAMMPS of 29 Sep 2021. */
  @ParameterizedTest
  @CsvSource({
    "sw-si, -2.1626007864392247, 0.18182145998234597",
    "tersoff-si-t2, -2.5973481735783155, 0.37628362795212"
  })
  void aDimerIsAsInLammps(String name, double energy, double force) {
    Evaluator evaluator = Potentials.of(name).evaluator();
    evaluator.compute(
        Configuration.isolated(new int[] {14, 14}, new double[] {0, 0, 0, 1.3, 1.2, 1.6}));
    assertEquals(energy, evaluator.energy(), 1e-12);
    assertEquals(force, evaluator.forces()[0], 1e-12);
    assertEquals(-force * 1.6 / 1.3, evaluator.forces()[5], 1e-12);
  }
}
