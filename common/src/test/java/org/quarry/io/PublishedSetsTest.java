package org.quarry.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quarry.atoms.Labels;
import org.quarry.fixtures.SharedData;

/** Published sets, with the frames, atoms and largest force components that they state. */
class PublishedSetsTest {
  private static final class Tally {
    int frames;
    int rejected;
    int withEnergy;
    int withStress;
    int train;
    long atoms;
    double largestForce;
  }

  private static Tally tally(Path file, ReadOptions options) throws IOException {
    Tally tally = new Tally();
    try (var frames = ConfigurationReaders.forPath(file).read(file, options)) {
      while (frames.hasNext()) {
        if (frames.next() instanceof Frame.Accepted frame) {
          tally.frames++;
          tally.atoms += frame.configuration().size();
          Labels labels = frame.labels();
          tally.withEnergy += labels.energy().isPresent() ? 1 : 0;
          tally.withStress += labels.stress().isPresent() ? 1 : 0;
          tally.train += frame.provenance().split().equals("train") ? 1 : 0;
          for (double f : labels.forces().orElse(new double[0])) {
            tally.largestForce = Math.max(tally.largestForce, Math.abs(f));
          }
        } else {
          tally.rejected++;
        }
      }
    }
    return tally;
  }

  @ParameterizedTest
  @CsvSource({
    "mlearn/Cu,293,30594,10.271",
    "mlearn/Ge,253,15640,5.8181",
    "mlearn/Li,270,12896,1.616",
    "mlearn/Ni,294,30578,11.5297",
    "mlearn/Si,239,14758,9.4659",
    "rmd17/aspirin_split01,2000,42000,204.6441",
    "rmd17/benzene_split01,2000,24000,132.583",
    "rmd17/ethanol_split01,2000,18000,188.6381",
    "rmd17/malonaldehyde_split01,2000,18000,186.5669",
    "rmd17/naphthalene_split01,2000,36000,188.2396",
    "rmd17/toluene_split01,2000,30000,219.9033",
    "rmd17/uracil_split01,2000,24000,208.1964",
    "qm7/qm7_open,6391,,0",
    "li_al/Retrain,414,44812,14.7725",
    "li_al/Test_B-Fig1d,432,38844,0.7389",
    "li_al/Train,356,39198,4.007",
    "li_al/Vacancy,350,38502,0.7188",
    "li_al/Validation,66,6894,2.1924",
    "li_al/bcc-fcc,701,88668,0.4704",
    "si_defects/Enhanced_Validation_Set,50,3198,5.7492",
    "si_defects/Interstitial-enhanced_Training_Set,219,13693,6.1954",
    "si_defects/Vacancy-RE_Testing_Set,100,6300,4.6776",
    "si_defects/Vacancy-enhanced_Training_Set,219,13453,6.1954",
    "lisi/relax_paths,8857,,",
    "lisi/diffusion_neb,99,,",
    "lisi/large_tiled,74,,",
    "lisi/large_scratch,19,,",
    "lisi/bulk_strain,481,,",
    "random_ch4/random_ch4_open,9000,45000,0",
    "xtb_pool/xtb_pool,32837,516633,",
    "xtb_pool/targets_aspirin,1500,31500,",
    "xtb_pool/targets_ac_ala_nhme,1500,33000,",
    "amons/small_mols_train,1000,14680,205.8079",
    "nbtaw/nbtaw,3186,71430,13.3526",
    "fitsnap_ta/Ta_open,327,3934,8.2523",
    "fitsnap_inp/InP_open,1705,106797,11.4364",
  })
  void areReadWithoutLoss(String set, int frames, Long atoms, Double largestForce)
      throws IOException {
    Tally tally = tally(SharedData.path("data/" + set + ".extxyz.gz"), ReadOptions.DEFAULT);
    assertEquals(0, tally.rejected);
    assertEquals(frames, tally.frames);
    assertEquals(frames, tally.withEnergy);
    if (atoms != null) {
      assertEquals(atoms, tally.atoms);
    }
    if (largestForce != null) {
      assertEquals(largestForce, tally.largestForce, 6e-5); // stated to four decimals
    }
  }

  /** The set's authors left frames in whose forces do not sum to zero, up to 0.8 eV/Å. */
  @Test
  void onlyUnbalancedForcesAreRejectedFromTungstenBeryllium() throws IOException {
    Path file = SharedData.path("data/fitsnap_wbe/WBe_open.extxyz.gz");
    int accepted = 0;
    int rejected = 0;
    try (var frames = new ExtxyzReader().read(file, ReadOptions.DEFAULT)) {
      while (frames.hasNext()) {
        if (frames.next() instanceof Frame.Rejected frame) {
          assertTrue(frame.reason().startsWith("the forces sum to 0."), frame.reason());
          rejected++;
        } else {
          accepted++;
        }
      }
    }
    assertEquals(22880 - 68, accepted);
    assertEquals(68, rejected);
  }

  @Test
  void theBundledSiliconHasItsLabelsAndSplit() throws Exception {
    Path file =
        Path.of(
            PublishedSetsTest.class
                .getResource("/org/quarry/datasets/mlearn/Si.extxyz.gz")
                .toURI());
    var options =
        ReadOptions.builder().keys(LabelKeys.parse("stress=virial_stress_kbar:kbar:vasp")).build();
    Tally tally = tally(file, options);
    assertEquals(0, tally.rejected);
    assertEquals(239, tally.frames);
    assertEquals(14758, tally.atoms);
    assertEquals(239, tally.withStress);
    assertEquals(214, tally.train);
    assertEquals(9.4659, tally.largestForce, 6e-5);
    Frame.Accepted first = InlineFrames.accepted(InlineFrames.read(file, options).get(0));
    assertEquals("Vacancy", first.provenance().group());
    assertEquals(-295.49753016, first.labels().energy().orElseThrow());
    // virial_stress_kbar is xx yy zz xy yz zx, positive in compression
    double[] kbar = {-6.58094686, -9.63365488, -2.75897261, -1.60618898, -5.41948494, 9.08682588};
    double[] stress = first.labels().stress().orElseThrow();
    for (int i = 0; i < 6; i++) {
      assertEquals(-kbar[i] / 1602.1766, stress[i], 1e-9);
    }
    assertTrue(stress[0] > 0, "stretched silicon pulls");
  }
}
