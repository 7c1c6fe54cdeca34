package org.quarry.network.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.atoms.EnergyKind;
import org.quarry.atoms.Periodicity;
import org.quarry.network.EnergyReference;
import org.quarry.network.potential.PairBatch;
import org.quarry.network.potential.Targets;
import org.quarry.shard.ShardEntry;
import org.quarry.shard.ShardException;
import org.quarry.shard.ShardManifest;
import org.quarry.shard.ShardRow;
import org.quarry.shard.ShardSetup;
import org.quarry.shard.ShardWriter;

/** Two shards of six rows without descriptor, clusters and crystals in turn. */
class PairRowsTest {
  private static final double CUTOFF = 3.5;
  private static final int ROWS = 6;
  private static final BatchPlan PLAN = BatchPlan.parse("1.4,0.0,0.3,1.1,0.0");
  private static final EnergyReference REFERENCE = reference("Si", "O");

  @TempDir private Path folder;

  private final List<List<ShardRow>> written = new ArrayList<>();

  @BeforeEach
  void write() throws IOException {
    ShardSetup setup =
        ShardSetup.withoutVectors(
                List.of(Element.of("Si"), Element.of("O")), "PBE", EnergyKind.FREE, "snapshot")
            .withPotentials(List.of("sw", "tersoff"));
    Random random = new Random(3);
    List<ShardEntry> entries = new ArrayList<>();
    for (int s = 0; s < 2; s++) {
      List<ShardRow> rows = new ArrayList<>();
      try (ShardWriter writer =
          ShardWriter.create(folder.resolve("train-0000" + s + ".arrow"), setup)) {
        for (int r = 0; r < ROWS; r++) {
          rows.add(row(s, r, random));
          writer.add(rows.get(r));
        }
        entries.add(writer.finish("train"));
      }
      written.add(rows);
    }
    new ShardManifest(setup, entries).write(folder);
  }

  /** Row 3 is empirical; row 1 has no forces; crystals have a stress. */
  private static ShardRow row(int shard, int row, Random random) {
    int n = 2 + 3 * shard + row;
    int[] z = random.ints(n, 0, 2).map(i -> i == 0 ? 14 : 8).toArray();
    double[] x = random.doubles(3L * n, 0, 4).toArray();
    Periodicity pbc = row % 3 == 0 ? Periodicity.ALL : new Periodicity(row % 3 == 1, false, false);
    ShardRow.Builder built =
        ShardRow.of(Configuration.of(z, x, Cell.of(4, 0, 0, 1, 4.5, 0, 0, -1, 4.2), pbc))
            .weight(1 + row)
            .eipEnergies(-4.0 * n, row == 4 ? Double.NaN : -4.5 * n);
    if (row == 3) {
      return built.eip("sw", -4.0 * n).build();
    }
    if (row != 1) {
      built.forces(random.doubles(3L * n, -1, 1).toArray());
    }
    if (row % 3 == 0) {
      built.stress(random.doubles(6, -1, 1).toArray());
    }
    return built.energy(-5.0 * n - row).build();
  }

  private static EnergyReference reference(String... species) {
    TreeMap<Element, Double> atoms = new TreeMap<>();
    for (String symbol : species) {
      atoms.put(Element.of(symbol), -4.5 - 0.01 * symbol.length());
    }
    return EnergyReference.of(atoms, 0.25);
  }

  private PairRows rows() throws IOException {
    return PairRows.of(ShardSet.open(folder, "train"), CUTOFF);
  }

  private Configuration configuration(int b) {
    return written.get(PLAN.shard(b)).get(PLAN.row(b)).configuration();
  }

  private PairBatch expected() {
    PairBatch.Builder builder = PairBatch.builder(CUTOFF);
    for (int b = 0; b < PLAN.size(); b++) {
      builder.add(configuration(b));
    }
    return builder.build();
  }

  private static void assertSame(PairBatch expected, PairBatch actual) {
    assertTrue(expected.pairs().size() > 50, expected.pairs().size() + " pairs");
    assertEquals(expected.atoms(), actual.atoms());
    assertEquals(expected.pairs().size(), actual.pairs().size());
    assertArrayEquals(expected.vectors(), actual.vectors());
    assertArrayEquals(expected.sizes(), actual.sizes());
    for (int i = 0; i < expected.atoms(); i++) {
      assertEquals(expected.atomicNumber(i), actual.atomicNumber(i));
      assertEquals(expected.configurations().target(i), actual.configurations().target(i));
    }
    for (int p = 0; p < expected.pairs().size(); p++) {
      assertEquals(expected.pairs().first().target(p), actual.pairs().first().target(p));
      assertEquals(expected.pairs().second().target(p), actual.pairs().second().target(p));
    }
    for (int b = 0; b < expected.size(); b++) {
      assertEquals(expected.volume(b), actual.volume(b));
    }
  }

  @Test
  void aBatchInBulkIsThatOfItsConfigurations() throws IOException {
    PairRows rows = rows();
    assertSame(expected(), rows.batch(PLAN));
    assertSame(expected(), rows.batch(PLAN)); // from the tables
  }

  @Test
  void withoutRoomForTablesTheBatchIsTheSame() throws IOException {
    for (long limit : new long[] {0, 5_000, 12_000}) {
      PairStore store = new PairStore(limit);
      assertSame(expected(), rows().batch(PLAN, store));
      assertSame(expected(), rows().batch(PLAN, store));
      assertTrue(store.bytes() <= limit, store.bytes() + " bytes, " + limit + " allowed");
    }
  }

  @Test
  void tablesAreKeptWhileThereIsRoom() throws IOException {
    PairStore store = new PairStore(1 << 20);
    rows().batch(PLAN, store);
    long bytes = store.bytes();
    assertTrue(bytes > 28L * expected().pairs().size() / 2);
    rows().batch(PLAN, store);
    assertEquals(bytes, store.bytes());
  }

  @Test
  void targetsAreInTheUnitsOfTheNetwork() throws IOException {
    Targets targets = rows().targets(PLAN, REFERENCE);
    int atom = 0;
    for (int b = 0; b < PLAN.size(); b++) {
      ShardRow row = written.get(PLAN.shard(b)).get(PLAN.row(b));
      boolean labelled = row.energy().isPresent();
      double energy = labelled ? row.energy().orElseThrow() : row.eipEnergy().orElseThrow();
      assertEquals((energy - zero(configuration(b))) / 0.25, targets.energies()[b], 1e-12);
      assertEquals(!labelled, targets.empirical()[b]);
      assertEquals(row.weight(), targets.weights()[b]);
      boolean forces = labelled && PLAN.row(b) != 1;
      for (int k = 0; k < 3 * configuration(b).size(); k++) {
        assertEquals(forces, !Double.isNaN(targets.forces()[3 * atom + k]));
      }
      boolean stress = labelled && PLAN.row(b) % 3 == 0;
      assertEquals(stress, !Double.isNaN(targets.stresses()[6 * b + 5]));
      atom += configuration(b).size();
    }
    // 1.4 and 0.0 stand first
    double[] forces = rows().shards().shard(1).forces(4).orElseThrow();
    double[] stress = rows().shards().shard(0).stress(0).orElseThrow();
    assertEquals(4 * forces[7], targets.forces()[7], 1e-14);
    assertEquals(4 * stress[3], targets.stresses()[6 + 3], 1e-14);
  }

  private static double zero(Configuration configuration) {
    double sum = 0;
    for (int z : configuration.atomicNumbers()) {
      sum += REFERENCE.atom(z);
    }
    return sum;
  }

  @Test
  void everyPotentialIsATaskWithAMask() throws IOException {
    Targets targets = rows().potentialTargets(PLAN, REFERENCE);
    assertEquals(2, targets.tasks());
    for (int b = 0; b < PLAN.size(); b++) {
      int n = configuration(b).size();
      double zero = zero(configuration(b));
      assertEquals((-4.0 * n - zero) / 0.25, targets.energies()[2 * b], 1e-12);
      double second = PLAN.row(b) == 4 ? Double.NaN : (-4.5 * n - zero) / 0.25;
      assertEquals(second, targets.energies()[2 * b + 1], 1e-12);
      assertTrue(targets.empirical()[b]);
    }
    for (double force : targets.forces()) {
      assertTrue(Double.isNaN(force));
    }
  }

  @Test
  void anElementWithoutReferenceEnergyIsOneClearError() throws IOException {
    PairRows rows = rows();
    TrainingInputException e =
        assertThrows(TrainingInputException.class, () -> rows.targets(PLAN, reference("Si")));
    assertTrue(e.getMessage().contains("holds O, which no training row does"), e.getMessage());
  }

  @Test
  void rowsTravelAsTheirManifest() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(rows());
    }
    assertTrue(bytes.size() < 1000, bytes.size() + " bytes");
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertSame(expected(), ((PairRows) in.readObject()).batch(PLAN));
    }
  }

  @Test
  void aNetworkOnDescriptorsCannotBeTrainedOnThem() throws IOException {
    ShardSet shards = ShardSet.open(folder, "train");
    assertFalse(shards.setup().hasVectors());
    ShardException e =
        assertThrows(
            ShardException.class,
            () ->
                new Trainer(
                        SoapNetSettings.DEFAULT, TrainingParameters.DEFAULT, TrainingEngine.local())
                    .train(folder, point -> {}));
    assertTrue(e.getMessage().contains("without descriptor vectors"), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
  }
}
