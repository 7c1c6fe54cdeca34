package org.quarry.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quarry.io.InlineFrames.CELL;
import static org.quarry.io.InlineFrames.PLAIN;
import static org.quarry.io.InlineFrames.accepted;
import static org.quarry.io.InlineFrames.rejected;
import static org.quarry.io.InlineFrames.twoAtoms;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quarry.atoms.Configuration;

/** What nobody should train on is told from what is merely unusual. */
class FrameChecksTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1@pbc=\"T T T\"@H 0 0 0|periodic along axis a but the cell has no vector there",
        "1@Lattice=\"5 0 0 5 0 0 0 0 5\"@H 0 0 0|periodic, but the cell volume is 0.0 Å³",
        "1@Lattice=\"9 0 0 9 .05 0 0 0 9\"@H 0 0 0|thick along axis a",
        "2@Lattice=\"5 0 0 0 5 0 0 0 5\"@H 0 0.02 0@H 0 4.97 0|are 0.0500 Å apart, periodic",
        "2@@H 0 0 0@H 0 0 0.09|are 0.0900 Å apart (less than 0.1)",
        "1@@H 0 0 3e7|a coordinate of atom 0 is 3.0E7 Å",
        "1@Lattice=\"3e9 0 0 0 3e9 0 0 0 3e9\"@H 0 0 0|a cell vector has the component 3.0E9 Å",
        "1@Properties=species:S:1:pos:R:3:forces:R:3@H 0 0 0 0 0 .2|the forces sum to 0.2000 eV/Å",
        "1@energy=-3 free_energy=-3.2@H 0 0 0|energy and free_energy differ by 0.2000 eV/atom",
      })
  void nonsenseIsOfBadQuality(String text, String reason) {
    var frame = rejected(text.replace('@', '\n'));
    assertEquals(Frame.Stage.QUALITY, frame.stage());
    assertTrue(frame.reason().contains(reason), frame.reason());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2@@H nan 0 0@H 0 0 1|position of atom 0 is \"nan\", no finite number, in line 3",
        "2@@H 1e999 0 0@H 0 0 1|position of atom 0 is \"1e999\", no finite number, in line 3",
        "2@@H 0 0 0@H 0,5 0 1|position of atom 1 is \"0,5\", no finite number (a decimal comma?)",
        "1@Properties=species:S:1:pos:R:3:forces:R:3@H 0 0 0 0 inf 0|force of atom 0 is \"inf\"",
        "1@energy=inf@H 0 0 0|energy holds \"inf\", no finite number",
        "1@energy=-1,5@H 0 0 0|energy is not one number: -1,5 (a decimal comma?)",
        "1@energy=low@H 0 0 0|energy holds \"low\", no finite number",
        "1@Lattice=\"5 0 0\"@H 0 0 0|Lattice has 3 numbers, 9 are needed",
        "1@Lattice=\"5 0 0 0 5 0 0 0 5\" pbc=\"T T\"@H 0 0 0|pbc is \"T T\"",
      })
  void whatIsNoNumberIsNotParsed(String text, String reason) {
    var frame = rejected(text.replace('@', '\n'));
    assertEquals(Frame.Stage.PARSE, frame.stage());
    assertTrue(frame.reason().contains(reason), frame.reason());
  }

  @Test
  void valuesThatOverflowInOurUnitsAreRejected() {
    var options = ReadOptions.builder().units(FileUnits.parse("energy=Ha,length=nm")).build();
    assertEquals(Frame.Stage.QUALITY, rejected(twoAtoms(PLAIN + "energy=1e308"), options).stage());
    assertEquals(Frame.Stage.QUALITY, rejected("1\n\nH 1e308 0 0\n", options).stage());
    assertEquals(
        Frame.Stage.QUALITY,
        rejected("1\nLattice=\"1e308 0 0 0 1 0 0 0 1\"\nH 0 0 0\n", options).stage());
  }

  @Test
  void limitsAreOptions() {
    String text = "1\nProperties=species:S:1:pos:R:3:forces:R:3\nH 0 0 0 0 0 .2\n";
    var options =
        ReadOptions.builder().limits(new QualityLimits(0.1, Double.POSITIVE_INFINITY, 0.1)).build();
    assertTrue(accepted(text, options).labels().forces().isPresent());
  }

  @Test
  void atomsOutsideTheCellAreFine() {
    Configuration c =
        accepted("2\n" + CELL + "\nSi 0 0 0\nSi 126.25 -48.75 1.25\n").configuration();
    assertEquals(126.25, c.position(1, 0));
  }
}
