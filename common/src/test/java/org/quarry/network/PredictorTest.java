package org.quarry.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.atoms.EnergyKind;
import org.quarry.atoms.Labels;
import org.quarry.atoms.Periodicity;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Descriptors;
import org.quarry.network.potential.NeuralPotential;
import org.quarry.network.potential.PaiNN;
import org.quarry.network.potential.PairBatch;
import org.quarry.network.potential.RadialBasis;
import org.quarry.network.potential.SchNet;

/** What holds for every predictor, whatever network is behind it. */
class PredictorTest {
  private static final List<String> SPECIES = List.of("C", "Si");
  private static final double STEP = 2e-4; // short, lest atoms cross SOAP's cutoff

  private static final EnergyReference REFERENCE =
      EnergyReference.of(new TreeMap<>(Map.of(Element.of("C"), -7.0, Element.of("Si"), -5.0)), 0.3);

  static Stream<Predictor> predictors() {
    return Stream.of(soapNet("soap", 1), schNet("schnet", 1), paiNN());
  }

  private static Predictor soapNet(String name, long seed) {
    Descriptor soap =
        Descriptors.of(
            "soap",
            Map.of(
                "species",
                SPECIES,
                "r_cut",
                4.0,
                "n_max",
                3,
                "l_max",
                2,
                "sigma",
                0.5,
                "periodic",
                true,
                "rbf",
                "polynomial"));
    SoapNet network = new SoapNet(soap.features(), SPECIES, List.of(5, 4), Activation.SILU);
    Random random = new Random(seed);
    Map<String, float[]> parameters = network.initialParameters(seed);
    for (int f = 0; f < parameters.get("linear_W").length; f++) {
      parameters.get("linear_W")[f] = (float) (0.1 * random.nextGaussian());
    }
    float[] factor = new float[soap.features()];
    java.util.Arrays.fill(factor, 0.5f);
    ModelCard card =
        new ModelCard(
            "snapshot",
            "shards",
            "PBE",
            "free",
            "soap",
            soap.parameters().hash(),
            soap.parameters().canonicalText(),
            "{}",
            new TreeMap<>());
    return Predictor.of(
        name,
        Model.of(
            network,
            card,
            FeatureScaling.of(new float[soap.features()], factor),
            REFERENCE,
            parameters));
  }

  private static Predictor schNet(String name, long seed) {
    return potential(
        name, seed, NeuralPotential.of(new SchNet(SPECIES, 6, 2, RadialBasis.GAUSSIAN, 8, 3.5)));
  }

  private static Predictor paiNN() {
    return potential(
        "painn", 1, NeuralPotential.of(new PaiNN(SPECIES, 6, 2, RadialBasis.BESSEL, 5, 3.5)));
  }

  private static Predictor potential(String name, long seed, NeuralPotential potential) {
    PotentialNetwork network = new PotentialNetwork(potential);
    Map<String, float[]> parameters = network.initialParameters(seed);
    parameters.get("reference_W")[1] = 0.25f; // of silicon, in units of the scale
    return Predictor.of(name, Model.of(network, card().withoutDescriptor(), REFERENCE, parameters));
  }

  private static ModelCard card() {
    return new ModelCard("s", "f", "PBE", "free", "soap", "hash", "{}", "{}", new TreeMap<>());
  }

  private static Configuration cluster() {
    return Configuration.isolated(
        new int[] {6, 14, 6, 14, 14},
        new double[] {
          0.1, 0.0, 0.2, 1.9, 0.3, 0.0, -0.8, 1.4, 0.1, -0.4, -1.9, -0.5, 2.4, -1.8, 1.0
        });
  }

  private static Configuration crystal() {
    return Configuration.of(
        new int[] {6, 14, 6},
        new double[] {0.1, 0.2, 0.0, 1.8, 1.5, 1.4, 0.3, 2.0, 2.2},
        Cell.of(3.4, 0.1, 0.0, 0.4, 3.6, 0.2, -0.3, 0.5, 3.7),
        Periodicity.ALL);
  }

  private static Configuration atom() {
    return Configuration.isolated(new int[] {14}, new double[3]);
  }

  private static double energy(Predictor predictor, Configuration configuration) {
    return predictor.predict(configuration).energy().orElseThrow();
  }

  /** Fourth-order central difference. */
  private static double slope(java.util.function.DoubleUnaryOperator f) {
    return (8 * (f.applyAsDouble(STEP) - f.applyAsDouble(-STEP))
            - (f.applyAsDouble(2 * STEP) - f.applyAsDouble(-2 * STEP)))
        / (12 * STEP);
  }

  @ParameterizedTest
  @MethodSource("predictors")
  void forcesAreTheNegativeGradient(Predictor predictor) {
    for (Configuration configuration : List.of(cluster(), crystal())) {
      double[] forces = predictor.predict(configuration).forces().orElseThrow();
      double largest = java.util.Arrays.stream(forces).map(Math::abs).max().orElseThrow();
      assertTrue(largest > 1e-3, "the forces are not all zero");
      for (int k = 0; k < forces.length; k++) {
        int coordinate = k;
        double slope =
            slope(
                h -> {
                  double[] x = configuration.positions();
                  x[coordinate] += h;
                  return energy(predictor, configuration.withPositions(x));
                });
        assertEquals(-slope, forces[k], 1e-6 * largest, "component " + k);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("predictors")
  void stressIsTheSlopeByStrainOverTheVolume(Predictor predictor) {
    Configuration crystal = crystal();
    double[] stress = predictor.predict(crystal).stress().orElseThrow();
    int[][] components = {{0, 0}, {1, 1}, {2, 2}, {1, 2}, {0, 2}, {0, 1}};
    double largest = java.util.Arrays.stream(stress).map(Math::abs).max().orElseThrow();
    for (int k = 0; k < 6; k++) {
      int a = components[k][0];
      int b = components[k][1];
      double slope = slope(h -> energy(predictor, strained(crystal, a, b, h)));
      assertEquals(slope / crystal.cell().volume(), stress[k], 1e-6 * largest, "component " + k);
    }
    assertTrue(predictor.predict(cluster()).stress().isEmpty());
  }

  /** r → (1 + ε) r with a symmetric ε of one component (half each off the diagonal). */
  private static Configuration strained(Configuration c, int a, int b, double size) {
    double[] cell = strained(c.cell().toArray(), a, b, size);
    return Configuration.of(
        c.atomicNumbers(), strained(c.positions(), a, b, size), Cell.of(cell), c.pbc());
  }

  private static double[] strained(double[] vectors, int a, int b, double size) {
    double[] moved = vectors.clone();
    for (int i = 0; i < vectors.length; i += 3) {
      moved[i + a] += size / 2 * vectors[i + b];
      moved[i + b] += size / 2 * vectors[i + a];
    }
    return moved;
  }

  @ParameterizedTest
  @MethodSource("predictors")
  void anAnswerDoesNotDependOnTheOthersInItsBatch(Predictor predictor) {
    List<Configuration> all = new ArrayList<>();
    for (int i = 0; i < 150; i++) { // more than a batch of atoms
      all.add(i % 3 == 0 ? crystal() : i % 3 == 1 ? cluster() : atom());
    }
    List<Answer> together = predictor.predict(all);
    for (int i : new int[] {0, 1, 2, 100, 148, 149}) {
      Labels alone = predictor.predict(all.get(i));
      Labels labels = ((Answer.Given) together.get(i)).labels();
      assertEquals(alone.energy().orElseThrow(), labels.energy().orElseThrow(), 1e-11);
      assertArrayEquals(alone.forces().orElseThrow(), labels.forces().orElseThrow(), 1e-11);
      assertEquals(alone.stress().isPresent(), labels.stress().isPresent());
    }
  }

  @ParameterizedTest
  @MethodSource("predictors")
  void whatCannotBePredictedCostsNoOtherItsAnswer(Predictor predictor) {
    Configuration germanium = Configuration.isolated(new int[] {14, 32}, new double[6]);
    List<Answer> answers = predictor.predict(List.of(cluster(), germanium, crystal()));
    String reason = ((Answer.Refused) answers.get(1)).reason();
    assertEquals(
        "model "
            + predictor.name()
            + " was trained on C, Si only; configuration "
            + germanium.id()
            + " holds Ge",
        reason);
    assertEquals(
        energy(predictor, crystal()),
        ((Answer.Given) answers.get(2)).labels().energy().orElseThrow(),
        1e-11);
  }

  /** Two atoms on one place: 1/d is infinite. */
  @Test
  void anEnergyThatIsNotFiniteIsRefusedAndSpoilsNoOther() {
    Predictor predictor = paiNN();
    Configuration collapsed = Configuration.isolated(new int[] {6, 6}, new double[6]);
    List<Answer> answers = predictor.predict(List.of(cluster(), collapsed, crystal()));
    String reason = ((Answer.Refused) answers.get(1)).reason();
    assertTrue(reason.startsWith("model painn has no answer for configuration CO_"), reason);
    assertEquals(
        energy(predictor, cluster()),
        ((Answer.Given) answers.get(0)).labels().energy().orElseThrow(),
        1e-11);
  }

  /** The energy of a lone atom beside that of the graph that is trained, in float32. */
  @Test
  void energiesAreThoseOfTheGraph() {
    NeuralPotential potential =
        NeuralPotential.of(new SchNet(SPECIES, 6, 2, RadialBasis.GAUSSIAN, 8, 3.5));
    PotentialNetwork network = new PotentialNetwork(potential);
    Map<String, float[]> parameters = network.initialParameters(4);
    parameters.get("reference_W")[1] = 0.25f;
    Model model = Model.of(network, card().withoutDescriptor(), REFERENCE, parameters);
    PairBatch batch = PairBatch.of(3.5, cluster(), crystal());
    INDArray output =
        model
            .graph(GraphSettings.forPrediction())
            .outputSingle(PairNetworkGraph.inputs(batch, SPECIES, DataType.FLOAT));
    Labels labels = Predictor.of("schnet", model).predict(crystal());
    assertEquals(-5 - 2 * 7 + 0.3 * output.getDouble(1, 0), labels.energy().orElseThrow(), 1e-5);
    double[] forces = labels.forces().orElseThrow();
    for (int k = 0; k < forces.length; k++) {
      assertEquals(0.3 * output.getDouble(2 + 5 + k / 3, k % 3), forces[k], 1e-5);
    }
  }

  @Test
  void aModelOfSeveralTasksDoesNotPredict() {
    NeuralPotential several =
        NeuralPotential.of(new SchNet(SPECIES, 6, 1, RadialBasis.GAUSSIAN, 8, 3.5)).withTasks(3);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> potential("pool", 1, several));
    assertTrue(e.getMessage().startsWith("model pool gives 3 energies"), e.getMessage());
  }

  @Test
  void aDescriptorWithoutDerivativesGivesEnergiesAlone() {
    AtomVectors coordinates =
        new AtomVectors() {
          @Override
          public String hash() {
            return "abcd";
          }

          @Override
          public int features() {
            return 3;
          }

          @Override
          public double[] of(Configuration configuration) {
            return configuration.positions();
          }
        };
    SoapNet network = new SoapNet(3, List.of("Si"), List.of(), Activation.SILU);
    Map<String, float[]> parameters = network.initialParameters(1);
    parameters.get("linear_W")[0] = 2;
    Model model =
        Model.of(
            network,
            new ModelCard("s", "f", "PBE", "free", "xyz", "abcd", "{}", "{}", new TreeMap<>()),
            FeatureScaling.of(new float[3], new float[] {1, 1, 1}),
            EnergyReference.of(new TreeMap<>(Map.of(Element.of("Si"), -5.0)), 0.5),
            parameters);
    Configuration dimer =
        Configuration.isolated(new int[] {14, 14}, new double[] {1, 0, 0, 3, 0, 0});
    Labels labels = Predictor.of("xyz", model, coordinates).predict(dimer);
    assertEquals(-10 + 0.5 * 2 * (1 + 3), labels.energy().orElseThrow(), 1e-12);
    assertTrue(labels.forces().isEmpty());
    assertEquals("model:xyz", labels.method());
    assertEquals(EnergyKind.FREE, labels.energyKind());
  }

  @Test
  void aCommitteeGivesTheMeanAndTheStandardDeviation() {
    List<Predictor> members = List.of(schNet("a", 1), schNet("b", 2), soapNet("c", 3));
    Predictor committee = Committee.of(members);
    assertEquals("a,b,c", committee.name());
    List<Labels> each = members.stream().map(m -> m.predict(crystal())).toList();
    Answer.Given answer = (Answer.Given) committee.predict(List.of(cluster(), crystal())).get(1);
    double[] energies = each.stream().mapToDouble(l -> l.energy().orElseThrow()).toArray();
    double mean = (energies[0] + energies[1] + energies[2]) / 3;
    assertEquals(mean, answer.labels().energy().orElseThrow(), 1e-11);
    double variance = 0;
    for (double e : energies) {
      variance += (e - mean) * (e - mean) / 3;
    }
    Disagreement disagreement = answer.disagreement().orElseThrow();
    assertEquals(Math.sqrt(variance), disagreement.energy(), 1e-11);

    double[] forces = answer.labels().forces().orElseThrow();
    double[] spread = new double[3];
    for (int k = 0; k < 9; k++) {
      double center = 0;
      for (Labels l : each) {
        center += l.forces().orElseThrow()[k] / 3;
      }
      assertEquals(center, forces[k], 1e-11);
      for (Labels l : each) {
        spread[k / 3] += Math.pow(l.forces().orElseThrow()[k] - center, 2) / 3;
      }
    }
    for (int i = 0; i < 3; i++) {
      assertEquals(Math.sqrt(spread[i]), disagreement.forces().orElseThrow()[i], 1e-11);
    }
    double stress = 0;
    for (Labels l : each) {
      stress += l.stress().orElseThrow()[4] / 3;
    }
    assertEquals(stress, answer.labels().stress().orElseThrow()[4], 1e-13);
  }

  @Test
  void aModelAloneDoesNotDisagree() {
    Predictor alone = Committee.of(List.of(schNet("a", 1)));
    Answer.Given answer = (Answer.Given) alone.predict(List.of(atom())).get(0);
    assertEquals(Optional.empty(), answer.disagreement());
    Predictor twice = Committee.of(List.of(schNet("a", 1), schNet("b", 1)));
    Answer.Given same = (Answer.Given) twice.predict(List.of(crystal())).get(0);
    assertEquals(0, same.disagreement().orElseThrow().energy(), 1e-12);
  }
}
