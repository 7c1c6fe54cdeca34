package org.quarry.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;

class ModelFileTest {
  private static final AtomVectors VECTORS =
      new AtomVectors() {
        @Override
        public String hash() {
          return "abcd";
        }

        @Override
        public int features() {
          return 3;
        }

        /** The coordinates themselves. */
        @Override
        public double[] of(Configuration configuration) {
          return configuration.positions();
        }
      };

  @TempDir private Path folder;

  private static Model model() {
    SoapNet network = new SoapNet(3, List.of("Si"), List.of(6, 4), Activation.TANH);
    Map<String, float[]> parameters = network.initialParameters(5);
    Arrays.fill(parameters.get("linear_W"), 0.3f);
    return Model.of(
        network,
        new ModelCard(
            "snapshot 4",
            "f00d",
            "PBE",
            "free",
            "soap",
            "abcd",
            "{}",
            "{}",
            new TreeMap<>(Map.of("train_rows", 43.0))),
        FeatureScaling.of(new float[] {1, 2, 3}, new float[] {0.5f, 2, 1}),
        EnergyReference.of(new TreeMap<>(Map.of(Element.of("Si"), -5.25)), 0.31),
        parameters);
  }

  private Path written() throws IOException {
    Path file = folder.resolve("si.zip");
    ModelFile.write(file, model());
    return file;
  }

  @Test
  void aModelReadBackGivesTheSameBits() throws IOException {
    Path file = written();
    Model read = ModelFile.read(file);
    Model fromContent = ModelFile.read("si.zip", Files.readAllBytes(file));
    Model model = model();
    assertEquals(model.architecture(), read.architecture());
    assertEquals(model.card(), read.card());
    assertEquals(model.reference().atoms(), read.reference().atoms());
    assertEquals(model.reference().scale(), read.reference().scale());
    model.parameters().forEach((name, x) -> assertArrayEquals(x, read.parameters().get(name)));
    INDArray weights = Nd4j.ones(1, 5).divi(5);
    INDArray atoms = Nd4j.rand(5, 4);
    model
        .parameters()
        .forEach((name, x) -> assertArrayEquals(x, fromContent.parameters().get(name)));
    assertEquals(
        model.graph(GraphSettings.forPrediction()).outputSingle(weights, atoms),
        read.graph(GraphSettings.forPrediction()).outputSingle(weights, atoms));
  }

  @Test
  void theSameModelGivesTheSameBytes() throws IOException {
    byte[] first = Files.readAllBytes(written());
    assertArrayEquals(first, Files.readAllBytes(written()));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.5, 0.9, 0.999})
  void aCutFileIsOneClearError(double share) throws IOException {
    Path file = written();
    byte[] good = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(good, (int) (share * good.length)));
    ModelException e = assertThrows(ModelException.class, () -> ModelFile.read(file));
    assertTrue(e.getMessage().contains("si.zip"), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.5, 0.8, 0.999})
  void cutContentIsOneClearError(double share) throws IOException {
    byte[] good = Files.readAllBytes(written());
    byte[] cut = Arrays.copyOf(good, (int) (share * good.length));
    ModelException e = assertThrows(ModelException.class, () -> ModelFile.read("si.zip", cut));
    assertTrue(e.getMessage().contains("si.zip"), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
  }

  /** Whatever byte is flipped, the file is refused or reads as the same model. */
  @Test
  void anAlteredFileIsRefusedOrUnchangedInMeaning() throws IOException {
    Path file = written();
    byte[] good = Files.readAllBytes(file);
    int refused = 0;
    for (int at = 0; at < good.length; at += 13) {
      byte[] bad = good.clone();
      bad[at] ^= 0x10;
      Files.write(file, bad);
      try {
        Model read = ModelFile.read(file);
        assertEquals(model().card(), read.card());
        model()
            .parameters()
            .forEach((name, x) -> assertArrayEquals(x, read.parameters().get(name)));
      } catch (ModelException e) {
        refused++;
      }
    }
    assertTrue(refused > good.length / 13 / 2, "refused only " + refused);
  }

  @Test
  void foreignEntriesAreRefused() throws IOException {
    Path file = folder.resolve("si.zip");
    for (String name : new String[] {"../../evil", "a/b/c", "extra.bin"}) {
      Map<String, byte[]> entries = new LinkedHashMap<>(VerifiedZip.unpack(written()));
      entries.put(name, new byte[4]);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
          zip.putNextEntry(new ZipEntry(entry.getKey()));
          zip.write(entry.getValue());
        }
      }
      Files.write(file, bytes.toByteArray());
      ModelException e = assertThrows(ModelException.class, () -> ModelFile.read(file));
      assertTrue(e.getMessage().contains("holds an entry it"), e.getMessage());
    }
  }

  @Test
  void whatIsNoModelIsSaidSo() throws IOException {
    Path file = folder.resolve("si.zip");
    assertTrue(
        assertThrows(ModelException.class, () -> ModelFile.read(file))
            .getMessage()
            .contains("there is no model"));
    Files.write(file, "hello".getBytes(StandardCharsets.US_ASCII));
    assertThrows(ModelException.class, () -> ModelFile.read(file));
  }

  /** One atom at (1, 2, 3), where every standardized feature is 0: the MLP of the one-hot. */
  @Test
  void energiesAreReferencePlusScaledOutput() {
    Model model = model();
    Predictor predictor = Predictor.of("si.zip", model, VECTORS);
    Configuration atom = Configuration.isolated(new int[] {14}, new double[] {1, 2, 3});
    double output =
        model
            .graph(GraphSettings.forPrediction())
            .outputSingle(Nd4j.ones(1, 1), Nd4j.create(new float[][] {{0, 0, 0, 1}}))
            .getDouble(0);
    // the graph computes in float32
    assertEquals(-5.25 + 0.31 * output, predictor.predict(atom).energy().orElseThrow(), 1e-6);
  }

  @Test
  void anUnknownElementIsNamed() {
    Predictor predictor = Predictor.of("si.zip", model(), VECTORS);
    Configuration germanium = Configuration.isolated(new int[] {14, 32}, new double[6]);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> predictor.predict(germanium));
    assertEquals(
        "model si.zip was trained on Si only; configuration " + germanium.id() + " holds Ge",
        e.getMessage());
  }
}
