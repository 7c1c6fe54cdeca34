package org.quarry.shard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.atoms.EnergyKind;
import org.quarry.atoms.Periodicity;

class ShardTest {
  private static final int WIDTH = 5;

  @TempDir private Path folder;

  private static ShardSetup setup(FeaturePrecision precision) {
    return new ShardSetup(
        "soap", "0123", "{}", WIDTH, precision, List.of("Si", "C"), "PBE", "free", "snapshot 7");
  }

  /** Rows of 1 to 9 atoms: labelled, unlabelled, with forces, clusters and crystals in turn. */
  private static List<ShardRow> rows(int count) {
    Random random = new Random(11);
    List<ShardRow> rows = new ArrayList<>();
    for (int r = 0; r < count; r++) {
      int n = 1 + r % 9;
      int[] z = random.ints(n, 0, 2).map(i -> i == 0 ? 6 : 14).toArray();
      double[] x = random.doubles(3L * n, -9, 9).toArray();
      Configuration configuration =
          r % 2 == 0
              ? Configuration.isolated(z, x)
              : Configuration.of(z, x, Cell.cubic(4 + r), new Periodicity(true, r % 3 == 0, true));
      double[] features = random.doubles((long) n * WIDTH).map(v -> (float) v).toArray();
      ShardRow.Builder row = ShardRow.of(configuration, features);
      if (r % 3 != 0) {
        row.energy(-5.5 * n + random.nextDouble());
      }
      if (r % 2 == 0 || r % 3 == 0) {
        row.eip("sw-si", -4.5 * n + random.nextDouble()).weight(0.5 + r);
      }
      if (r % 5 == 1) {
        row.forces(random.doubles(3L * n).toArray());
      }
      if (r % 7 == 2) {
        row.stress(random.doubles(6).toArray());
      }
      rows.add(row.build());
    }
    return rows;
  }

  private ShardEntry write(List<ShardRow> rows, FeaturePrecision precision) throws IOException {
    try (ShardWriter writer =
        ShardWriter.create(folder.resolve("train-00000.arrow"), setup(precision))) {
      for (ShardRow row : rows) {
        writer.add(row);
      }
      return writer.finish("train");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenIsRead(FeaturePrecision precision) throws IOException {
    List<ShardRow> rows = rows(2500); // several record batches
    ShardEntry entry = write(rows, precision);
    new ShardManifest(setup(precision), List.of(entry)).write(folder);

    ShardManifest manifest = ShardManifest.read(folder);
    Shard shard = ShardReader.read(folder, manifest.setup(), manifest.of("train").get(0));
    assertEquals(rows.size(), shard.rows());
    for (int r = 0; r < rows.size(); r++) {
      ShardRow row = rows.get(r);
      assertEquals(row.configuration(), shard.configuration(r));
      assertEquals(row.configuration().id(), shard.id(r));
      assertEquals(row.energy(), shard.energy(r));
      assertEquals(row.eipEnergy(), shard.eipEnergy(r));
      assertEquals(row.potential(), shard.potential(r));
      assertEquals(row.kind(), shard.kind(r));
      assertEquals(row.weight(), shard.weight(r));
      assertArrayEquals(row.forcesOrNull(), shard.forces(r).orElse(null));
      assertArrayEquals(row.stressOrNull(), shard.stress(r).orElse(null));
      float[] vectors = new float[shard.size(r) * WIDTH];
      shard.features(shard.firstAtom(r), shard.size(r), vectors, 0);
      for (int i = 0; i < vectors.length; i++) {
        assertEquals(row.features()[i], vectors[i]);
        assertEquals(row.features()[i], shard.feature(shard.firstAtom(r) + i / WIDTH, i % WIDTH));
      }
    }
  }

  @Test
  void countsAreThoseOfTheRows() throws IOException {
    ShardEntry entry = write(rows(30), FeaturePrecision.FLOAT32);
    assertEquals(30, entry.rows());
    assertEquals(20, entry.dftRows());
    assertEquals(10, entry.eipRows());
    assertEquals(3 * 45 + 1 + 2 + 3, entry.atoms());
    assertEquals(Files.size(folder.resolve(entry.file())), entry.bytes());
  }

  @Test
  void theSameRowsGiveTheSameFingerprint() throws IOException {
    ShardSetup setup = setup(FeaturePrecision.FLOAT32);
    String first =
        new ShardManifest(setup, List.of(write(rows(9), setup.precision()))).fingerprint();
    String again =
        new ShardManifest(setup, List.of(write(rows(9), setup.precision()))).fingerprint();
    String other =
        new ShardManifest(setup, List.of(write(rows(8), setup.precision()))).fingerprint();
    assertEquals(first, again);
    assertFalse(first.equals(other));
  }

  @Test
  void anUnfinishedShardLeavesNothingBehind() throws IOException {
    try (ShardWriter writer =
        ShardWriter.create(folder.resolve("a.arrow"), setup(FeaturePrecision.FLOAT32))) {
      writer.add(rows(1).get(0));
    }
    try (var files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void aCutAlteredEmptyOrMissingFileIsOneClearError() throws IOException {
    ShardEntry entry = write(rows(30), FeaturePrecision.FLOAT32);
    Path file = folder.resolve(entry.file());
    byte[] good = Files.readAllBytes(file);
    byte[] altered = good.clone();
    altered[good.length / 2] ^= 1;
    Files.write(file, java.util.Arrays.copyOf(good, good.length - 40));
    assertMessage("is cut: " + (good.length - 40) + " of " + good.length + " bytes", entry);
    Files.write(file, altered);
    assertMessage("fails its checksum", entry);
    Files.write(file, new byte[0]);
    assertMessage("is empty", entry);
    Files.delete(file);
    assertMessage("is missing", entry);
  }

  private void assertMessage(String part, ShardEntry entry) {
    ShardException e =
        assertThrows(
            ShardException.class,
            () -> ShardReader.read(folder, setup(FeaturePrecision.FLOAT32), entry));
    assertTrue(e.getMessage().contains(part), e.getMessage());
    assertTrue(e.getMessage().contains("train-00000.arrow"), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
  }

  @Test
  void aFolderWithoutManifestHoldsNoShards() {
    ShardException e = assertThrows(ShardException.class, () -> ShardManifest.read(folder));
    assertTrue(e.getMessage().contains("holds no shards"), e.getMessage());
  }

  @Test
  void aCutManifestIsOneClearError() throws IOException {
    new ShardManifest(
            setup(FeaturePrecision.FLOAT32), List.of(write(rows(2), FeaturePrecision.FLOAT32)))
        .write(folder);
    Path file = folder.resolve(ShardManifest.FILE);
    byte[] good = Files.readAllBytes(file);
    for (int length : new int[] {0, 10, good.length / 2, good.length - 3}) {
      Files.write(file, java.util.Arrays.copyOf(good, length));
      assertThrows(ShardException.class, () -> ShardManifest.read(folder), "length " + length);
    }
  }

  @Test
  void anElementOffTheSpeciesListIsRefused() throws IOException {
    Configuration germanium = Configuration.isolated(new int[] {32}, new double[3]);
    ShardRow row = ShardRow.of(germanium, new double[WIDTH]).energy(-4).build();
    try (ShardWriter writer =
        ShardWriter.create(folder.resolve("a.arrow"), setup(FeaturePrecision.FLOAT32))) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> writer.add(row));
      assertTrue(e.getMessage().contains("holds Ge"), e.getMessage());
    }
  }

  @Test
  void everyRowCarriesTheEnergiesOfAllPotentialsWithAMask() throws IOException {
    ShardSetup setup = setup(FeaturePrecision.FLOAT64).withPotentials(List.of("edip", "sw"));
    List<ShardRow> rows = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      ShardRow.Builder row =
          ShardRow.of(
              Configuration.isolated(new int[] {14}, new double[] {i, 0, 0}), new double[WIDTH]);
      rows.add(row.energy(-i).eipEnergies(-2.5 * i, i % 3 == 0 ? Double.NaN : 0.25 * i).build());
    }
    ShardEntry entry;
    try (ShardWriter writer = ShardWriter.create(folder.resolve("a.arrow"), setup)) {
      for (ShardRow row : rows) {
        writer.add(row);
      }
      assertThrows(IllegalArgumentException.class, () -> writer.add(rows(1).get(0)));
      entry = writer.finish("train");
    }
    new ShardManifest(setup, List.of(entry)).write(folder);

    ShardManifest manifest = ShardManifest.read(folder);
    assertEquals(List.of("edip", "sw"), manifest.setup().potentials());
    Shard shard = ShardReader.read(folder, manifest.setup(), entry);
    for (int i = 0; i < 7; i++) {
      assertEquals(-2.5 * i, shard.eipEnergy(i, 0).orElseThrow());
      assertEquals(i % 3 == 0, shard.eipEnergy(i, 1).isEmpty());
      if (i % 3 != 0) {
        assertEquals(0.25 * i, shard.eipEnergy(i, 1).orElseThrow());
      }
    }
  }

  @Test
  void aSetWithoutDescriptorCarriesEverythingElse() throws IOException {
    ShardSetup setup =
        ShardSetup.withoutVectors(List.of(Element.of("Si")), "PBE", EnergyKind.FREE, "snapshot");
    Configuration dimer =
        Configuration.isolated(new int[] {14, 14}, new double[] {0, 0, 0, 0, 0, 2});
    double[] forces = {0, 0, -1, 0, 0, 1};
    double[] stress = {1, 2, 3, 4, 5, 6};
    ShardEntry entry;
    try (ShardWriter writer = ShardWriter.create(folder.resolve("a.arrow"), setup)) {
      writer.add(ShardRow.of(dimer).energy(-9).forces(forces).stress(stress).build());
      entry = writer.finish("test");
    }
    new ShardManifest(setup, List.of(entry)).write(folder);
    ShardManifest manifest = ShardManifest.read(folder);
    assertFalse(manifest.setup().hasVectors());
    Shard shard = ShardReader.read(folder, manifest.setup(), entry);
    assertEquals(0, shard.width());
    assertEquals(dimer, shard.configuration(0));
    assertArrayEquals(forces, shard.forces(0).orElseThrow());
    assertArrayEquals(stress, shard.stress(0).orElseThrow());
  }

  @Test
  void onlyASetWithoutDescriptorHasNoFeatures() {
    for (String descriptor : List.of("soap", ShardSetup.NONE)) {
      int features = descriptor.equals("soap") ? 0 : 3;
      assertThrows(
          IllegalArgumentException.class,
          () ->
              new ShardSetup(
                  descriptor,
                  "h",
                  "{}",
                  features,
                  FeaturePrecision.FLOAT32,
                  List.of("Si"),
                  "PBE",
                  "free",
                  "snapshot"));
    }
  }

  /** Written before shards carried stress, by the program of that time. */
  @Test
  void olderSetsStayReadable() throws IOException {
    for (String file : List.of(ShardManifest.FILE, "train-00000.arrow")) {
      try (InputStream in = ShardTest.class.getResourceAsStream("version2/" + file)) {
        Files.copy(in, folder.resolve(file));
      }
    }
    ShardManifest manifest = ShardManifest.read(folder);
    Shard shard = ShardReader.read(folder, manifest.setup(), manifest.of("train").get(0));
    assertEquals(List.of("edip", "sw"), manifest.setup().potentials());
    assertEquals(-8.25, shard.energy(0).orElseThrow());
    assertArrayEquals(new double[] {-0.5, 0, 0, 0.5, 0, 0}, shard.forces(0).orElseThrow());
    assertTrue(shard.stress(0).isEmpty());
    assertEquals(5.5, shard.feature(2, 1));
    assertEquals(-4.75, shard.eipEnergy(1, 0).orElseThrow());
    assertEquals(15.625, shard.configuration(1).cell().volume());
  }

  @Test
  void aSetOfALaterVersionIsOneClearError() throws IOException {
    new ShardManifest(setup(FeaturePrecision.FLOAT32), List.of()).write(folder);
    Path file = folder.resolve(ShardManifest.FILE);
    String text = Files.readString(file);
    Files.writeString(
        file, text.replaceFirst("\"format_version\" : \\d+", "\"format_version\" : 99"));
    ShardException e = assertThrows(ShardException.class, () -> ShardManifest.read(folder));
    assertTrue(e.getMessage().contains("has format version 99"), e.getMessage());
  }
}
