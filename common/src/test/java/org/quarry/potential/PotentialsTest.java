package org.quarry.potential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quarry.atoms.Element;

class PotentialsTest {
  private static final Element SI = Element.of("Si");
  private static final Element C = Element.of("C");
  private static final String SW =
      "Si Si Si 2.1683  2.0951  1.80  21.0  1.20  -0.333333333333 # a comment\n\n"
          + "   7.049556277  0.6022245584  4.0  0.0 0.0\n";

  @TempDir Path folder;

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void aSpecHasItsParts() {
    PotentialSpec tersoff = PotentialSpec.parse("tersoff:a/SiCGe.tersoff@C=C,Si=Si(D)");
    assertEquals("tersoff", tersoff.name());
    assertEquals(List.of("a/SiCGe.tersoff"), tersoff.arguments());
    assertEquals(Map.of(C, "C", SI, "Si(D)"), tersoff.elements());
    assertEquals(
        List.of("Ag_u3.eam", "Au_u3.eam"),
        PotentialSpec.parse("eam:Ag_u3.eam,Au_u3.eam").arguments());
    assertEquals(Map.of(SI, "Si"), PotentialSpec.parse("meam-spline:x@Si").elements());
    PotentialSpec lj = PotentialSpec.parse("lj{epsilon=0.0104, sigma=3.4,r_cut=8.5}@Si");
    assertEquals(Map.of("epsilon", "0.0104", "sigma", "3.4", "r_cut", "8.5"), lj.settings());
    assertEquals(Map.of(SI, "Si"), lj.elements());
    assertEquals(List.of("a@b/c.sw"), PotentialSpec.parse("sw:a@b/c.sw").arguments());
    assertEquals(List.of("SW_x_000"), PotentialSpec.parse("kim:SW_x_000").arguments());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sw:",
        "sw:a,,b",
        "lj{epsilon}",
        "lj{a=1",
        "lj{a=1,a=2}",
        "sw:x@Xx",
        "@Si",
        "sw:x@Si,Si=Si",
        "sw:x@Si="
      })
  void aMalformedSpecIsRefusedWithItsForm(String spec) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> PotentialSpec.parse(spec)).getMessage();
    assertTrue(message.contains("NAME:FILE"), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no-such|edip, edip-si, kim, lj, meam-spline, morse, sw, sw-si",
        "kim|needs the name of one model",
        "sw:nowhere.sw|there is no potential file nowhere.sw",
        "sw|needs one parameter file",
        "eam|needs parameter files",
        "sw-si:file|takes neither files",
        "lj{epsilon=1,sigma=1}|needs r_cut",
        "lj{epsilon=1,sigma=1,rcut=3}|unknown setting rcut",
        "lj{epsilon=1,sigma=x,r_cut=3}|sigma is not a number: x",
        "lj{epsilon=1,sigma=1,r_cut=3,shift=maybe}|true or false",
        "morse{d0=1,alpha=1,r0=1,r_cut=-3}|r_cut must be positive"
      })
  void anErrorSaysWhatIsWrong(String spec, String expected) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Potentials.of(spec)).getMessage();
    assertTrue(message.contains(expected), message);
  }

  @Test
  void aFileWithTheNumbersOfABuiltInSetIsTheSamePotential() throws IOException {
    Potential built = Potentials.of("sw-si");
    Potential read =
        Potentials.of("sw:" + file("Si.sw", "# UNITS: metal CITATION: A Paper\n" + SW));
    assertEquals(built.canonicalText(), read.canonicalText());
    assertEquals(built.hash(), read.hash());
    assertEquals("A Paper", read.citation());
    assertNotEquals(built.hash(), Potentials.of("edip-si").hash());
    assertNotEquals(Potentials.of("tersoff-si-t2").hash(), Potentials.of("tersoff-si-t3").hash());
  }

  @Test
  void everyBuiltInSetSaysWhereItIsFrom() {
    for (String name : Potentials.names()) {
      if (name.contains("-si")) {
        Potential potential = Potentials.of(name);
        assertTrue(
            potential.citation().matches(".*(Phys\\. Rev\\.|Comput\\. Mater\\.).*\\d{4}\\)"));
        assertEquals(List.of(SI), potential.species().elements());
      }
    }
  }

  @Test
  void labelsAreChosenByElement() throws IOException {
    String twice = SW + SW.replace("Si Si Si", "Si(D) Si(D) Si(D)").replace("21.0", "25.0");
    String path = file("two.sw", twice);
    StillingerWeber plain = (StillingerWeber) Potentials.of("sw:" + path);
    StillingerWeber other = (StillingerWeber) Potentials.of("sw:" + path + "@Si=Si(D)");
    assertEquals(21, plain.entries().get(0).lambda());
    assertEquals(25, other.entries().get(0).lambda());
    String missing =
        assertThrows(IllegalArgumentException.class, () -> Potentials.of("sw:" + path + "@Ge"))
            .getMessage();
    assertTrue(missing.contains("no parameters for Ge") && missing.contains("Si(D)"), missing);
    String mixed =
        assertThrows(
                IllegalArgumentException.class, () -> Potentials.of("sw:" + path + "@Si,C=Si(D)"))
            .getMessage();
    assertTrue(mixed.contains("no entry Si(D) Si(D) Si"), mixed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Si Si Si 1 2 x 4 5 6 7 8 9 10 11|line 1: expected a number, got \"x\"",
        "Si Si Si 1 2 3|line 1: an entry has 3 labels and 11 numbers, got 6 words",
        "Si Si Si 1 2 3 4 5 6 7 8 9 10 11 12|got 15 words",
        "Si Si Si -1 2 3 4 5 6 7 8 9 10 11|epsilon must not be negative",
        "Si Si Si 1 NaN 3 4 5 6 7 8 9 10 11|NaN",
        "# UNITS: real|in real units",
        "# nothing|holds no entry"
      })
  void aMalformedFileIsRefusedWithItsLine(String text, String expected) throws IOException {
    String path = file("bad.sw", text + "\n");
    String message =
        assertThrows(IllegalArgumentException.class, () -> Potentials.of("sw:" + path))
            .getMessage();
    assertTrue(message.contains("bad.sw") && message.contains(expected), message);
  }
}
