package org.quarry.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quarry.io.InlineFrames.CELL;
import static org.quarry.io.InlineFrames.PLAIN;
import static org.quarry.io.InlineFrames.TWO_ATOMS;
import static org.quarry.io.InlineFrames.accepted;
import static org.quarry.io.InlineFrames.read;
import static org.quarry.io.InlineFrames.rejected;
import static org.quarry.io.InlineFrames.twoAtoms;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Periodicity;

/** The conventions of ASE's extended XYZ. */
class ExtxyzReaderTest {
  @Test
  void columnsMayStandInAnyOrder() {
    var frame =
        accepted(
            "1\nProperties=tags:I:1:forces:R:3:pos:R:3:species:S:1 pbc=\"F F F\"\n"
                + "7 0 -0.0 0 1 2 3 Cu\n");
    assertArrayEquals(new double[] {1, 2, 3}, frame.configuration().positions());
    assertArrayEquals(new double[] {0, -0.0, 0}, frame.labels().forces().orElseThrow());
    assertEquals(29, frame.configuration().atomicNumber(0));
    assertEquals("tags", frame.provenance().info().get("ignored_columns"));
  }

  @Test
  void latticeRowsAreTheCellVectors() {
    var frame = accepted(twoAtoms("Lattice=\"9 1 2 3 8 4 5 6 7\" " + PLAIN));
    assertEquals(Cell.of(9, 1, 2, 3, 8, 4, 5, 6, 7), frame.configuration().cell());
  }

  @Test
  void aLatticeWithoutPbcIsPeriodicAndNoneIsNot() {
    assertEquals(Periodicity.ALL, accepted(twoAtoms(CELL)).configuration().pbc());
    assertEquals(Periodicity.NONE, accepted(twoAtoms(PLAIN)).configuration().pbc());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pbc=\"T F T\"",
        "pbc='T F T'",
        "pbc=\"1 0 1\"",
        "pbc=\"True False True\"",
        "pbc=[T, F, T]",
        "pbc={T F T}",
        "pbc=[true,false,true]",
        "PBC=\"T F T\"",
        "pbc = \"T F T\"",
      })
  void pbcHasManyForms(String pbc) {
    var frame = accepted(twoAtoms(CELL + PLAIN + pbc));
    assertEquals(new Periodicity(true, false, true), frame.configuration().pbc());
  }

  @Test
  void structuralKeysInOtherCasesAreNotOverlooked() {
    var frame = accepted(twoAtoms("lattice=\"5 0 0 0 5 0 0 0 5\" properties=species:S:1:pos:R:3"));
    assertEquals(Cell.cubic(5), frame.configuration().cell());
    assertEquals("fcc", accepted(twoAtoms("lattice=fcc a=5")).provenance().info().get("lattice"));
  }

  @Test
  void valuesAreQuotedEscapedOrBracketed() {
    var info =
        accepted(
                twoAtoms(
                    PLAIN
                        + "a=\"two words\" b='it \"is\"' c=\"say \\\"hi\\\"\" d={1 2 3} e=[1, 2] "
                        + "f=[[1, 2], [3, 4]] bare \"spaced key\"=5 g=h=i j=\"\" k = 7 l=\"x\\ny\""))
            .provenance()
            .info();
    assertEquals(
        Map.ofEntries(
            Map.entry("a", "two words"),
            Map.entry("b", "it \"is\""),
            Map.entry("c", "say \"hi\""),
            Map.entry("d", "1 2 3"),
            Map.entry("e", "1, 2"),
            Map.entry("f", "[1, 2], [3, 4]"),
            Map.entry("bare", "T"),
            Map.entry("spaced key", "5"),
            Map.entry("g", "h=i"),
            Map.entry("j", ""),
            Map.entry("k", "7"),
            Map.entry("l", "x\ny")),
        info);
  }

  @Test
  void plainXyzKeepsItsRemark() {
    var frame = accepted("1\nBob's \"water, run 7\nO 0 0 0 -0.4\n");
    assertEquals("Bob's \"water, run 7", frame.provenance().info().get("comment"));
    assertEquals("1 unnamed", frame.provenance().info().get("ignored_columns"));
    assertTrue(frame.labels().isEmpty());
    assertTrue(accepted("1\n\nO 0 0 0\n").provenance().info().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"Si,14", "SI,14", "si,14", "Fe1,26", "H12,1", "92,92", "c,6", "Og,118"})
  void speciesAreSymbolsLabelsOrNumbers(String species, int atomicNumber) {
    var frame = accepted("1\n\n" + species + " 0 0 0\n");
    assertEquals(atomicNumber, frame.configuration().atomicNumber(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Xx", "X", "D", "Si(D)", "CTA", "0", "119", "Fe_1", "-1", "Ü"})
  void unknownElementsAreOfBadQuality(String species) {
    var frame = rejected("1\n\n" + species + " 0 0 0\n");
    assertEquals(Frame.Stage.QUALITY, frame.stage());
    assertEquals("unknown element \"" + species + "\" in line 3", frame.reason());
  }

  @Test
  void speciesAndAtomicNumberMustAgree() {
    assertEquals(
        "species H but Z 8 in line 3",
        rejected("1\nProperties=species:S:1:pos:R:3:Z:I:1\nH 0 0 0 8\n").reason());
  }

  @Test
  void lineEndsBlanksAndByteOrderMarksDoNotMatter() {
    Configuration plain = accepted(twoAtoms(CELL + PLAIN)).configuration();
    String windows = twoAtoms(CELL + PLAIN).replace("\n", "\r\n");
    assertEquals(plain, accepted(windows).configuration());
    assertEquals(plain, accepted("\uFEFF" + windows).configuration());
    assertEquals(
        plain,
        accepted("\n \n  2 \t\n\t" + CELL + PLAIN + "\n\tSi\t0 0  0 \n Si 1.25 1.25\t1.25")
            .configuration());
    assertEquals(plain, accepted(twoAtoms(CELL + PLAIN) + "\n \r\n\t\n").configuration());
  }

  @Test
  void commentsMayBeLatin1() {
    byte[] text =
        twoAtoms("Properties=species:S:1:pos:R:3 schl?ssel=wert")
            .getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < text.length; i++) {
      text[i] = text[i] == '?' ? (byte) 0xFC : text[i];
    }
    var frame = accepted(read(text, ReadOptions.DEFAULT).get(0));
    assertEquals(Map.of("schlüssel", "wert"), frame.provenance().info());
  }

  @Test
  void splitAndGroupComeFromTheirKeys() {
    String text = twoAtoms(PLAIN + "split=test group=Vacancy path=a0.1-s2 T=300");
    var provenance = accepted(text).provenance();
    assertEquals("test", provenance.split());
    assertEquals("Vacancy", provenance.group());
    assertEquals(Map.of("path", "a0.1-s2", "T", "300"), provenance.info());
    var byPath = ReadOptions.builder().groupKey("path").build();
    assertEquals("a0.1-s2", accepted(text, byPath).provenance().group());
  }

  @Test
  void readingGoesOnAfterABadFrame() {
    String good = twoAtoms(PLAIN + "energy=1");
    List<Frame> frames =
        read(
            good
                + twoAtoms(PLAIN + "energy=nan")
                + "3\n\n" // counts one atom too many
                + TWO_ATOMS
                + good
                + "2 atoms\n\n"
                + TWO_ATOMS
                + "2\nLattice=\"5 0\n"
                + TWO_ATOMS
                + good
                + "some words\n"
                + good,
            ReadOptions.DEFAULT);
    assertEquals("ARRARRARA", verdicts(frames));
    var tooMany = (Frame.Rejected) frames.get(2);
    assertEquals("a new frame begins in line 13 after 2 of 3 atom lines", tooMany.reason());
    assertEquals("3\n\n" + TWO_ATOMS, tooMany.rawText());
    assertEquals("some words\n", ((Frame.Rejected) frames.get(7)).rawText());
  }

  static String verdicts(List<Frame> frames) {
    StringBuilder verdicts = new StringBuilder();
    frames.forEach(frame -> verdicts.append(frame instanceof Frame.Accepted ? 'A' : 'R'));
    return verdicts.toString();
  }

  @Test
  void aFrameWithMoreAtomsThanItCountsIsRejectedWhole() {
    assertTrue(rejected("1\n" + PLAIN + "\n" + TWO_ATOMS).reason().startsWith("more atom lines"));
    assertTrue(
        rejected("2\nCoordinates\n" + TWO_ATOMS + "VEC1 5 0 0\nVEC2 0 5 0\nVEC3 0 0 5\n")
            .reason()
            .contains("VEC"));
  }

  @Test
  void theFirstLinesOfARejectedFrameAreKept() {
    String text = "1000\n" + PLAIN + "\n" + "Si 0.1 0.2 0.3\n".repeat(900) + "Si 0 0\n";
    var frame = rejected(text);
    assertEquals("line 903 has 3 of 4 columns", frame.reason());
    assertEquals(text.substring(0, Frame.Rejected.MAX_RAW_BYTES), frame.rawText());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "species:S:1:pos:R:3:forces:R:2|expected 3 numbers",
        "species:S:1:pos:S:3|expected 3 numbers",
        "species:S:1|does not name pos",
        "pos:R:3|neither species nor Z",
        "species:S:1:pos:R:3:x:R:0|no number of columns",
        "species:S:1:pos:R:3:x:R:99999999999|no number of columns",
        "species:S:1:pos:R:3:pos:R:3|twice",
        "species:S:1:pos:R:3:x:R|name:type:count",
      })
  void incompletePropertiesAreRejected(String properties, String reason) {
    var frame = rejected(twoAtoms("Properties=" + properties));
    assertEquals(Frame.Stage.PARSE, frame.stage());
    assertTrue(frame.reason().contains(reason), frame.reason());
  }

  @Test
  void aKeyWithTwoValuesIsRejected() {
    assertTrue(rejected(twoAtoms(PLAIN + "energy=1 energy=2")).reason().contains("twice"));
    assertFalse(accepted(twoAtoms(PLAIN + "energy=1 energy=1")).labels().isEmpty());
  }
}
