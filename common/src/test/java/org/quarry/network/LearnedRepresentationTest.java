package org.quarry.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.atoms.Periodicity;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Descriptors;
import org.quarry.fixtures.Motions;
import org.quarry.network.autograd.HostEngine;
import org.quarry.network.autograd.Precision;
import org.quarry.network.autograd.Tape;
import org.quarry.network.potential.Cgcnn;
import org.quarry.network.potential.NeuralPotential;
import org.quarry.network.potential.PaiNN;
import org.quarry.network.potential.RadialBasis;
import org.quarry.network.potential.Representation;
import org.quarry.network.potential.SchNet;
import org.quarry.network.potential.Weights;

/** What a trained network makes of atoms, as a descriptor. */
class LearnedRepresentationTest {
  private static final List<String> SPECIES = List.of("C", "Si");
  private static final int WIDTH = 6;
  private static final EnergyReference REFERENCE =
      EnergyReference.of(new TreeMap<>(Map.of(Element.of("C"), -7.0, Element.of("Si"), -5.0)), 0.3);

  @TempDir static Path folder;

  private static Configuration crystal() {
    return Configuration.of(
        new int[] {6, 14, 6},
        new double[] {0.1, 0.2, 0.0, 1.8, 1.5, 1.4, 0.3, 2.0, 2.2},
        Cell.of(3.4, 0.1, 0.0, 0.4, 3.6, 0.2, -0.3, 0.5, 3.7),
        Periodicity.ALL);
  }

  private static Configuration cluster() {
    return Configuration.isolated(
        new int[] {6, 14, 6, 14, 14},
        new double[] {
          0.1, 0.0, 0.2, 1.9, 0.3, 0.0, -0.8, 1.4, 0.1, -0.4, -1.9, -0.5, 2.4, -1.8, 1.0
        });
  }

  static Stream<Representation> networks() {
    return Stream.of(
        new SchNet(SPECIES, WIDTH, 2, RadialBasis.GAUSSIAN, 8, 3.5),
        new PaiNN(SPECIES, WIDTH, 2, RadialBasis.BESSEL, 5, 3.5));
  }

  private static Model model(NeuralPotential potential) {
    PotentialNetwork network = new PotentialNetwork(potential);
    ModelCard card = new ModelCard("s", "f", "PBE", "free", "-", "-", "-", "{}", new TreeMap<>());
    return Model.of(network, card.withoutDescriptor(), REFERENCE, network.initialParameters(3));
  }

  private static Path file(Representation representation, int tasks) {
    try {
      Path file = Files.createTempFile(folder, "model-", ".zip");
      ModelFile.write(file, model(NeuralPotential.of(representation).withTasks(tasks)));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Descriptor descriptor(Path file, String average) {
    return Descriptors.of("representation", Map.of("model", file.toString(), "average", average));
  }

  /** The energy that the head reads from the rows is the one that the model predicts. */
  @ParameterizedTest
  @MethodSource("networks")
  void aModelsEnergyIsReadFromItsRows(Representation representation) throws IOException {
    Path file = file(representation, 1);
    Model model = ModelFile.read(file);
    PotentialNetwork network = (PotentialNetwork) model.architecture();
    NeuralPotential potential = network.potential();
    for (Configuration configuration : List.of(crystal(), cluster())) {
      double[][] rows = descriptor(file, "off").describe(configuration);
      assertEquals(configuration.size(), rows.length);
      double energy = 0;
      HostEngine<?> engine = HostEngine.of(Precision.DOUBLE);
      try (Tape tape = Tape.on(engine)) {
        var flat = engine.allocate(1, potential.layout().size());
        engine.write(network.flat(model.parameters()), flat);
        energy =
            potential
                .energy()
                .energies(
                    tape.constant(
                        Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray(),
                        rows.length,
                        WIDTH),
                    Weights.on(tape, potential.layout(), flat),
                    NeuralPotential.ENERGY)
                .sum()
                .toNumber();
      }
      double expected = Predictor.of("m", model).predict(configuration).energy().orElseThrow();
      for (int i = 0; i < configuration.size(); i++) {
        expected -= REFERENCE.atom(configuration.atomicNumber(i));
      }
      assertEquals(expected, REFERENCE.scale() * energy, 1e-10);
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theMeanIsThatOfTheRowsAndKnowsNoMotion(Representation representation) {
    Path file = file(representation, 4); // several tasks share one representation
    Descriptor pooled = descriptor(file, "outer");
    assertEquals(WIDTH, pooled.features());
    for (Configuration configuration : List.of(crystal(), cluster())) {
      double[][] rows = descriptor(file, "off").describe(configuration);
      double[] mean = new double[WIDTH];
      for (double[] row : rows) {
        for (int k = 0; k < WIDTH; k++) {
          mean[k] += row[k] / rows.length;
        }
      }
      double[] found = pooled.describe(configuration)[0];
      assertArrayEquals(mean, found, 1e-12);
      assertTrue(Arrays.stream(found).anyMatch(x -> Math.abs(x) > 1e-3));
    }
    double[] found = pooled.describe(crystal())[0];
    for (Configuration same :
        List.of(
            Motions.turned(crystal()),
            Motions.moved(crystal()),
            Motions.unwrapped(crystal(), 1),
            Motions.inAnotherCell(crystal()),
            Motions.doubled(crystal()),
            Motions.reversed(crystal()))) {
      assertArrayEquals(found, pooled.describe(same)[0], 1e-10);
    }
  }

  /** As it travels to another process, which has no file. */
  @Test
  void settingsMakeItAgainWithoutTheFile() throws IOException, ClassNotFoundException {
    Path file = file(new SchNet(SPECIES, WIDTH, 1, RadialBasis.GAUSSIAN, 8, 3.5), 1);
    Descriptor here = descriptor(file, "outer");
    Files.delete(file);
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(wire)) {
      out.writeObject(new HashMap<>(here.settings()));
    }
    Map<String, Object> settings = new HashMap<>();
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(wire.toByteArray()))) {
      ((Map<?, ?>) in.readObject()).forEach((key, value) -> settings.put((String) key, value));
    }
    Descriptor there = Descriptors.of("representation", settings);
    assertEquals(here.parameters().canonicalText(), there.parameters().canonicalText());
    assertArrayEquals(here.describe(crystal())[0], there.describe(crystal())[0]);
  }

  @Test
  void modelsAreToldApartByContent() throws IOException {
    Path one = file(new SchNet(SPECIES, WIDTH, 1, RadialBasis.GAUSSIAN, 8, 3.5), 1);
    Path same = Files.copy(one, folder.resolve("copy.zip"));
    Path other = file(new SchNet(SPECIES, WIDTH, 2, RadialBasis.GAUSSIAN, 8, 3.5), 1);
    String hash = descriptor(one, "outer").parameters().hash();
    assertEquals(hash, descriptor(same, "outer").parameters().hash());
    assertTrue(!hash.equals(descriptor(other, "outer").parameters().hash()));
  }

  @Test
  void whatDoesNotServeIsRefusedInOneLine() throws IOException {
    Path file = file(new Cgcnn(SPECIES, WIDTH, 1, RadialBasis.GAUSSIAN, 8, 3.5), 1);
    Descriptor descriptor = descriptor(file, "outer");
    Configuration germanium = Configuration.isolated(new int[] {14, 32}, new double[6]);
    String unknown =
        assertThrows(IllegalArgumentException.class, () -> descriptor.describe(germanium))
            .getMessage();
    assertTrue(unknown.endsWith("holds Ge, the model was trained on [C, Si] only"), unknown);

    byte[] content = Files.readAllBytes(file);
    Path cut = Files.write(folder.resolve("cut.zip"), Arrays.copyOf(content, content.length / 2));
    String damaged =
        assertThrows(UncheckedIOException.class, () -> descriptor(cut, "off")).getMessage();
    assertTrue(damaged.contains("cut.zip") && damaged.lines().count() == 1, damaged);
    String missing =
        assertThrows(UncheckedIOException.class, () -> descriptor(folder.resolve("none"), "off"))
            .getMessage();
    assertTrue(missing.startsWith("representation: there is no model "), missing);
  }

  @Test
  void aNetworkThatReadsVectorsHasNoneOfItsOwn() throws IOException {
    SoapNet network = new SoapNet(3, SPECIES, List.of(2), Activation.SILU);
    ModelCard card =
        new ModelCard("s", "f", "PBE", "free", "soap", "h", "{…}", "{}", new TreeMap<>());
    Path file = folder.resolve("soapnet.zip");
    ModelFile.write(
        file,
        Model.of(
            network,
            card,
            FeatureScaling.of(new float[3], new float[] {1, 1, 1}),
            REFERENCE,
            network.initialParameters(1)));
    String refusal =
        assertThrows(IllegalArgumentException.class, () -> descriptor(file, "off")).getMessage();
    assertTrue(refusal.contains("reads vectors ({…})"), refusal);
  }
}
