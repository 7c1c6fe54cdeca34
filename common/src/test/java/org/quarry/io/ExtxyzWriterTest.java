package org.quarry.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.EnergyKind;
import org.quarry.atoms.Labels;
import org.quarry.atoms.Periodicity;
import org.quarry.atoms.Provenance;
import org.quarry.fixtures.SharedData;

class ExtxyzWriterTest {
  @TempDir private Path folder;

  private static final Provenance NOWHERE = new Provenance("x", 0, "", "", Map.of());

  private Frame.Accepted throughAFile(Configuration c, Labels labels, Provenance provenance)
      throws IOException {
    Path file = folder.resolve("one.extxyz");
    try (var writer = ExtxyzWriter.open(file)) {
      writer.write(c, labels, provenance);
      writer.commit();
    }
    return InlineFrames.accepted(InlineFrames.read(file, ReadOptions.DEFAULT).get(0));
  }

  @Test
  void everythingComesBackBitForBit() throws IOException {
    Random random = new Random(3);
    for (int trial = 0; trial < 50; trial++) {
      double[] f =
          random.doubles(9, -1, 1).map(x -> x * Math.pow(10, -random.nextInt(9))).toArray();
      for (int k = 0; k < 3; k++) {
        f[6 + k] = -f[k] - f[3 + k];
      }
      Configuration c =
          Configuration.of(
              new int[] {3, 14, 118},
              random.doubles(9, -99, 99).toArray(),
              Cell.of(30 + random.nextDouble(), 0, 0, random.nextGaussian(), 40, 0, 0, 1e-3, 50),
              new Periodicity(random.nextBoolean(), random.nextBoolean(), random.nextBoolean()));
      Labels labels =
          Labels.builder()
              .energy(random.nextGaussian() * 1e4)
              .forces(f)
              .stress(random.doubles(6, -1e-3, 1e-3).toArray())
              .energyKind(EnergyKind.SIGMA0)
              .method("PBE + D3")
              .software("VASP 6.3")
              .metadata("k points", "2x2x2")
              .metadata("free_energy", "-3.5")
              .build();
      var back = throughAFile(c, labels, NOWHERE);
      assertEquals(c, back.configuration());
      assertEquals(c.id(), back.configuration().id());
      assertEquals(labels, back.labels());
    }
  }

  @Test
  void infoOfAnyKindComesBack() throws IOException {
    Map<String, String> info =
        Map.of(
            "a", "two words",
            "b", "quotes \" and ' and \n and \\",
            "c", "[1, {2]",
            "d", "",
            "e f", "=",
            "T", "F",
            "schlüssel", "wért",
            "g", "1 2 3");
    var provenance = new Provenance("x", 0, "train 1", "a/b", info);
    Configuration c = Configuration.isolated(new int[] {1}, new double[3]);
    var back = throughAFile(c, Labels.NONE, provenance);
    assertEquals(info, back.provenance().info());
    assertEquals("train 1", back.provenance().split());
    assertEquals("a/b", back.provenance().group());
    assertEquals(Labels.NONE, back.labels());
    assertEquals(c, back.configuration());
  }

  @Test
  void infoDoesNotTurnIntoLabels() throws IOException {
    Configuration c = Configuration.isolated(new int[] {1}, new double[3]);
    var provenance =
        new Provenance("x", 0, "", "", Map.of("energy", "-7", "PBC", "T T T", "energy_unit", "Ha"));
    var back = throughAFile(c, Labels.builder().energy(1).build(), provenance);
    assertEquals(c, back.configuration());
    assertEquals(1, back.labels().energy().orElseThrow());
    assertEquals(
        Map.of("source_energy", "-7", "source_PBC", "T T T", "source_energy_unit", "Ha"),
        back.provenance().info());
  }

  /** The text that ASE 3.22's own writer gives, but for the width of numbers. */
  @Test
  void stressIsWrittenAsAMatrix() throws IOException {
    Path file = folder.resolve("stress.extxyz");
    try (var writer = ExtxyzWriter.open(file)) {
      writer.write(
          Configuration.of(new int[] {14}, new double[3], Cell.cubic(5), Periodicity.ALL),
          Labels.builder().energy(-1.5).stress(new double[] {1, 2, 3, 0.4, 0.5, 0.6}).build(),
          NOWHERE);
      writer.commit();
    }
    assertEquals(
        "1\n"
            + "Lattice=\"5.0 0.0 0.0 0.0 5.0 0.0 0.0 0.0 5.0\" Properties=species:S:1:pos:R:3 "
            + "pbc=\"T T T\" energy=-1.5 stress=\"1.0 0.6 0.5 0.6 2.0 0.4 0.5 0.4 3.0\"\n"
            + "Si 0.0 0.0 0.0\n",
        Files.readString(file));
  }

  @Test
  void numbersAreTheShortestThatComeBack() throws IOException {
    Path file = folder.resolve("short.xyz");
    try (var writer = ExtxyzWriter.open(file)) {
      writer.write(
          Configuration.isolated(new int[] {1}, new double[] {0.1, 2e-3, 1.1e23}),
          Labels.NONE,
          NOWHERE);
      writer.commit();
    }
    assertTrue(Files.readString(file).endsWith("H 0.1 0.002 1.1E23\n"));
  }

  @Test
  void aGzNameIsPacked() throws IOException {
    Path file = folder.resolve("a.extxyz.gz");
    try (var writer = ExtxyzWriter.open(file)) {
      writer.write(Configuration.isolated(new int[] {1}, new double[3]), Labels.NONE, NOWHERE);
      writer.commit();
    }
    byte[] magic = {0x1f, (byte) 0x8b};
    assertArrayEquals(magic, Arrays.copyOf(Files.readAllBytes(file), 2));
    assertEquals(1, InlineFrames.read(file, ReadOptions.DEFAULT).size());
  }

  @Test
  void whatIsNotCommittedLeavesNoTrace() throws IOException {
    Path file = folder.resolve("kept.xyz");
    Files.writeString(file, "before");
    try (var writer = ExtxyzWriter.open(file)) {
      writer.write(Configuration.isolated(new int[] {1}, new double[3]), Labels.NONE, NOWHERE);
    }
    assertEquals("before", Files.readString(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void aMissingFolderIsNamed() {
    Path file = folder.resolve("nowhere/a.xyz");
    var error = assertThrows(IOException.class, () -> ExtxyzWriter.open(file));
    assertEquals(file + ": its folder does not exist", error.getMessage());
    assertFalse(Files.exists(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mlearn/Si.extxyz.gz",
        "si_defects/Enhanced_Validation_Set.extxyz.gz",
        "amons/small_mols_train.extxyz.gz",
        "wild/extxyz/extxyz_013__Si64_I2_XEX_0_castep_relaxation_end.xyz",
        "wild/extxyz/extxyz_029__test_file.extxyz.gz",
        "wild/extxyz/extxyz_031__sic_dft.xyz",
        "wild/extxyz/extxyz_001__energy_au.xyz",
        "wild/extxyz/extxyz_027__Pu8.stepmax.xyz",
        "wild/extxyz/extxyz_019__N3.xyz",
      })
  void realFilesComeBack(String name) throws IOException {
    List<Frame> frames = InlineFrames.read(SharedData.path("data/" + name), ReadOptions.DEFAULT);
    Path copy = folder.resolve("copy.xyz");
    try (var writer = ExtxyzWriter.open(copy)) {
      for (Frame frame : frames) {
        writer.write(InlineFrames.accepted(frame));
      }
      writer.commit();
    }
    List<Frame> back = InlineFrames.read(copy, ReadOptions.DEFAULT);
    assertEquals(frames.size(), back.size());
    for (int i = 0; i < frames.size(); i++) {
      var before = InlineFrames.accepted(frames.get(i));
      var after = InlineFrames.accepted(back.get(i));
      assertEquals(before.configuration(), after.configuration());
      assertEquals(before.configuration().id(), after.configuration().id());
      assertEquals(before.labels(), after.labels());
      assertEquals(before.provenance().info(), after.provenance().info());
      assertEquals(before.provenance().split(), after.provenance().split());
      assertEquals(before.provenance().group(), after.provenance().group());
    }
  }
}
