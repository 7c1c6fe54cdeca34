package org.quarry.potential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quarry.fixtures.PotentialFixtures;
import org.quarry.fixtures.PotentialFixtures.Reference;

/** Against LAMMPS, and for EDIP, which LAMMPS tabulates, against its exact evaluation. */
class LammpsAgreementTest {
  private static final double ENERGY_PER_ATOM = 1e-9;
  private static final double FORCE = 1e-8;
  private static final double VIRIAL = 1e-7;

  private static void assertAgrees(Potential potential, Reference reference) {
    assertAgrees(potential, reference, ENERGY_PER_ATOM, FORCE, VIRIAL);
  }

  private static void assertAgrees(
      Potential potential, Reference reference, double energy, double force, double virial) {
    Evaluator evaluator = potential.evaluator();
    evaluator.compute(reference.configuration());
    int n = reference.configuration().size();
    assertEquals(reference.energy(), evaluator.energy(), energy * n, reference::toString);
    for (int i = 0; i < 3 * n; i++) {
      assertEquals(reference.forces()[i], evaluator.forces()[i], force, reference::toString);
    }
    for (int i = 0; i < reference.virial().length; i++) {
      assertEquals(reference.virial()[i], evaluator.virial()[i], virial, reference::toString);
    }
  }

  @ParameterizedTest
  @CsvSource({"sw-si,9", "tersoff-si-t2,9", "edip-si-analytic,9"})
  void builtInSetsAgree(String name, int structures) {
    List<Reference> references = PotentialFixtures.references(name);
    assertEquals(structures, references.size());
    Potential potential = Potentials.of(name.replace("-analytic", ""));
    references.forEach(reference -> assertAgrees(potential, reference));
  }

  /** {@code <name>} in a spec is a file of the fixtures. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sw-si|sw:<Si.sw>|9",
        "tersoff-si-t2|tersoff:<Si.tersoff>|9",
        "tersoff-sic89|tersoff:<SiC.tersoff>|3",
        "edip-si-analytic|edip:<Si.edip>|9",
        "meam-spline-si|meam-spline:<Si_1.meam.spline>@Si|9",
        "eam-alloy-al-zhou|eam-alloy:<Al_zhou.eam.alloy>|3",
        "eam-alloy-cu-mishin1|eam-alloy:<Cu_mishin1.eam.alloy>|1",
        "eam-alloy-w-zhou|eam-alloy:<W_zhou.eam.alloy>|1",
        "eam-alloy-nialh|eam-alloy:<NiAlH_jea.eam.alloy>|5",
        "eam-fs-al-mm|eam-fs:<Al_mm.eam.fs>|3",
        "eam-fs-fe-mm|eam-fs:<Fe_mm.eam.fs>|1",
        "eam-fs-alfe-mm|eam-fs:<AlFe_mm.eam.fs>|1",
        "eam-cu-u3|eam:<Cu_u3.eam>|1",
        "eam-ni-u3|eam:<Ni_u3.eam>|1",
        "eam-agau-u3|eam:<Ag_u3.eam>,<Au_u3.eam>|2",
        "eam-agau-u3|eam:<Au_u3.eam>,<Ag_u3.eam>,<Cu_u3.eam>@Au,Ag|2",
        "eam-cuni-u3|eam:<Cu_u3.eam>,<Ni_u3.eam>|1"
      })
  void parameterFilesAgree(String name, String spec, int structures) {
    Potential potential = Potentials.of(withFiles(spec));
    List<Reference> references = PotentialFixtures.references(name);
    assertEquals(structures, references.size());
    references.forEach(reference -> assertAgrees(potential, reference));
  }

  private static String withFiles(String spec) {
    return Pattern.compile("<(.*?)>")
        .matcher(spec)
        .replaceAll(file -> PotentialFixtures.file(file.group(1)).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lj-ar-cut|lj{epsilon=0.0104,sigma=3.4,r_cut=8.5,shift=false}@Ar|3",
        "lj-ar-cut-shift|lj{epsilon=0.0104,sigma=3.4,r_cut=8.5,shift=true}|3",
        "morse-al|morse{d0=0.2703,alpha=1.1646,r0=3.253,r_cut=7.9}|3",
        "morse-al-shift|morse{d0=0.2703,alpha=1.1646,r0=3.253,r_cut=7.9,shift=true}@Al|3",
        "morse-mo|morse{d0=0.8032,alpha=1.5079,r0=2.976,r_cut=7.5}|1",
        "morse-li|morse{d0=0.085,alpha=0.7,r0=3.9,r_cut=9}|1"
      })
  void pairPotentialsAgree(String name, String spec, int structures) {
    List<Reference> references =
        PotentialFixtures.references(name).stream()
            .filter(reference -> reference.potential().equals(name))
            .toList();
    assertEquals(structures, references.size());
    references.forEach(reference -> assertAgrees(Potentials.of(spec), reference));
  }

  @Test
  void exactEdipIsNearLammpsTables() {
    Potential edip = Potentials.of("edip-si");
    for (Reference reference : PotentialFixtures.references("edip-si")) {
      if (reference.potential().equals("edip-si")) {
        double virial = 1e-5 * reference.configuration().size();
        assertAgrees(edip, reference, 1e-7, 1e-5, virial);
      }
    }
  }
}
