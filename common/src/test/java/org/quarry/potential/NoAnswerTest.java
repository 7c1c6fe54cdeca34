package org.quarry.potential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Periodicity;

class NoAnswerTest {
  private static Configuration dimer(int z, double distance) {
    return Configuration.isolated(new int[] {14, z}, new double[] {0, 0, 0, distance, 0, 0});
  }

  private static String reason(String potential, Configuration configuration) {
    Evaluator evaluator = Potentials.of(potential).evaluator();
    evaluator.compute(dimer(14, 3));
    NoAnswerException e =
        assertThrows(NoAnswerException.class, () -> evaluator.compute(configuration));
    assertThrows(IllegalStateException.class, evaluator::energy);
    evaluator.compute(dimer(14, 3)); // still usable
    return e.getMessage();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sw-si", "tersoff-si-t2", "edip-si"})
  void anElementWithoutParametersIsNamed(String potential) {
    String reason = reason(potential, dimer(32, 2));
    assertTrue(reason.contains("no parameters for Ge") && reason.contains("Si"), reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sw-si", "tersoff-si-t3", "edip-si", "lj{epsilon=1,sigma=1,r_cut=4}"})
  void coincidentAtomsAreNamed(String potential) {
    assertEquals("atoms 0 and 1 coincide", reason(potential, dimer(14, 0)));
  }

  @Test
  void atomsOnEachOthersImagesCoincide() {
    Configuration c =
        Configuration.of(
            new int[] {14, 14, 14},
            new double[] {0, 0, 0, 2, 2, 2, 2, 8, -4},
            Cell.cubic(6),
            Periodicity.ALL);
    assertEquals("atoms 1 and 2 coincide", reason("sw-si", c));
  }

  @Test
  void whatIsNotFiniteIsNoNumber() {
    String reason = reason("lj{epsilon=1,sigma=1,r_cut=4}", dimer(14, 1e-40));
    assertTrue(reason.contains("finite") && reason.contains("atom 0"), reason);
  }

  /** r from just below to just above the cutoff, where the exponent runs to −∞. */
  @ParameterizedTest
  @ValueSource(strings = {"sw-si", "tersoff-si-t2", "tersoff-si-t3", "tersoff-mod-si", "edip-si"})
  void energyFadesToZeroAtTheCutoff(String name) {
    Potential potential = Potentials.of(name);
    Evaluator evaluator = potential.evaluator();
    double r = potential.cutoff();
    double[] distances = {
      Math.nextDown(Math.nextDown(r)), Math.nextDown(r), r, Math.nextUp(r), r - 1e-12, r - 1e-8
    };
    for (double distance : distances) {
      evaluator.compute(
          Configuration.isolated(
              new int[] {14, 14, 14}, new double[] {distance, 0, 0, 0, 0, 0, 0, distance, 0}));
      assertEquals(0, evaluator.energy(), 1e-12, () -> "at " + distance);
      assertEquals(0, evaluator.forces()[0], 1e-6, () -> "at " + distance);
    }
  }

  /** A third atom that fades out of ζ, where its slope diverges for n below 1. */
  @Test
  void aFadingThirdAtomStaysFinite() {
    Evaluator evaluator = Potentials.of("tersoff-si-t3").evaluator();
    for (double below = 1e-5; below > 1e-16; below /= 2) {
      evaluator.compute(
          Configuration.isolated(
              new int[] {14, 14, 14}, new double[] {2.3, 0, 0, 0, 0, 0, 0, 3 - below, 0}));
      assertEquals(0, evaluator.forces()[7], 1e-2);
    }
  }

  @Test
  void crowdedAtomsOverflowToNoAnswerOrStayFinite() {
    for (String name :
        new String[] {"sw-si", "tersoff-si-t2", "tersoff-si-t3", "tersoff-mod-si", "edip-si"}) {
      Evaluator evaluator = Potentials.of(name).evaluator();
      for (double scale = 1; scale > 1e-150; scale /= 10) {
        Configuration c =
            Configuration.isolated(
                new int[] {14, 14, 14},
                new double[] {0, 0, 0, scale, 0.3 * scale, 0, 0.2 * scale, scale, 2});
        try {
          evaluator.compute(c);
          assertTrue(Double.isFinite(evaluator.energy() + evaluator.forces()[0]));
        } catch (NoAnswerException e) {
          assertTrue(e.getMessage().contains("finite") || e.getMessage().contains("coincide"));
        }
      }
    }
  }
}
