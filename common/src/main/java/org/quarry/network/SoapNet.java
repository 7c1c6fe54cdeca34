package org.quarry.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.quarry.atoms.Element;
import org.quarry.network.autograd.Node;

/**
 * Per-atom descriptor vector x → energy of the atom, summed over a configuration.
 *
 * <p>ε(x) = u·x + MLP(x), one network for all elements, with the element one-hot behind the
 * standardized vector: one more bias an element in the first layer. (The descriptor already tells
 * elements apart, and few labels serve one network better than one each; for a single element the
 * two are the same.) The linear path u starts at 0 and carries what few labels can support, the MLP
 * bends it. A configuration's output is the mean of ε over its atoms: a scaled energy per atom.
 *
 * <p>Graph inputs: {@code weights} [B, T], 1/N_b where atom t belongs to configuration b; {@code
 * atoms} [T, features + species].
 *
 * @param features numbers an atom
 * @param species element symbols, by atomic number
 * @param hidden widths of the hidden layers, none for the linear model
 * @param activation between layers
 */
public record SoapNet(
    int features, List<String> species, List<Integer> hidden, Activation activation)
    implements Architecture, Serializable {
  static final String TYPE = "soapnet";
  private static final int VERSION = 1;
  private static final String WEIGHTS = "weights";
  private static final String ATOMS = "atoms";
  private static final String LINEAR = "linear";
  private static final String DEEP = "deep";

  public SoapNet {
    Objects.requireNonNull(activation);
    if (features < 1) {
      throw new IllegalArgumentException("a network needs at least one feature, got " + features);
    }
    if (species.isEmpty()) {
      throw new IllegalArgumentException("a network needs at least one element");
    }
    species = species.stream().map(Element::of).sorted().map(Element::symbol).distinct().toList();
    hidden = List.copyOf(hidden);
    for (int width : hidden) {
      if (width < 1) {
        throw new IllegalArgumentException("a hidden layer has at least one unit, got " + width);
      }
    }
  }

  @Override
  public String type() {
    return TYPE;
  }

  /** Numbers an atom at the graph's input: features, then the one-hot element. */
  public int inputs() {
    return features + species.size();
  }

  @Override
  public Map<String, long[]> parameterShapes() {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put(LINEAR + "_W", new long[] {inputs(), 1});
    int below = inputs();
    for (int i = 0; i < hidden.size(); i++) {
      shapes.put(hiddenName(i) + "_W", new long[] {below, hidden.get(i)});
      shapes.put(hiddenName(i) + "_b", new long[] {1, hidden.get(i)});
      below = hidden.get(i);
    }
    if (!hidden.isEmpty()) {
      shapes.put(DEEP + "_W", new long[] {below, 1});
      shapes.put(DEEP + "_b", new long[] {1, 1});
    }
    return shapes;
  }

  /** Zero for biases and the linear path; uniform in ±1/√(width below) for the others. */
  @Override
  public Map<String, float[]> initialParameters(long seed) {
    Random random = new Random(seed);
    Map<String, float[]> parameters = new LinkedHashMap<>();
    parameterShapes()
        .forEach(
            (name, shape) -> {
              float[] values = new float[Math.toIntExact(shape[0] * shape[1])];
              if (name.endsWith("_W") && !name.startsWith(LINEAR)) {
                float bound = (float) (1 / Math.sqrt((double) shape[0]));
                for (int i = 0; i < values.length; i++) {
                  values[i] = bound * (2 * random.nextFloat() - 1);
                }
              }
              parameters.put(name, values);
            });
    return parameters;
  }

  @Override
  public ComputationGraph graph(GraphSettings settings) {
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .updater(settings.updater())
            .weightInit(WeightInit.ZERO)
            .miniBatch(false) // the loss's weights carry the mean
            .graphBuilder()
            .addInputs(WEIGHTS, ATOMS)
            .addLayer(
                LINEAR,
                dense(settings, inputs(), 1, org.nd4j.linalg.activations.Activation.IDENTITY)
                    .hasBias(false)
                    .build(),
                ATOMS);
    String atomEnergies = LINEAR;
    if (!hidden.isEmpty()) {
      String below = ATOMS;
      int width = inputs();
      for (int i = 0; i < hidden.size(); i++) {
        graph.addLayer(
            hiddenName(i),
            dense(settings, width, hidden.get(i), activation.function()).build(),
            below);
        below = hiddenName(i);
        width = hidden.get(i);
      }
      graph.addLayer(
          DEEP,
          dense(settings, width, 1, org.nd4j.linalg.activations.Activation.IDENTITY).build(),
          below);
      atomEnergies = "sum";
      graph.addVertex(atomEnergies, new ElementWiseVertex(ElementWiseVertex.Op.Add), LINEAR, DEEP);
    }
    graph
        .addVertex("mean", new AtomMean(), WEIGHTS, atomEnergies)
        .addLayer(
            "energy",
            new LossLayer.Builder()
                .lossFunction(settings.loss())
                .activation(org.nd4j.linalg.activations.Activation.IDENTITY)
                .build(),
            "mean")
        .setOutputs("energy");
    ComputationGraph network = new ComputationGraph(graph.build());
    network.init();
    return network;
  }

  /**
   * ε of every atom on a tape: atoms × 1.
   *
   * @param x atoms × {@link #inputs}
   * @param parameter the matrix of a name in {@link #parameterShapes}
   */
  Node atomEnergies(Node x, Function<String, Node> parameter) {
    Node linear = x.matmul(parameter.apply(LINEAR + "_W"));
    if (hidden.isEmpty()) {
      return linear;
    }
    Node below = x;
    for (int i = 0; i < hidden.size(); i++) {
      String layer = hiddenName(i);
      below =
          activation.apply(
              below.linear(parameter.apply(layer + "_W"), parameter.apply(layer + "_b")));
    }
    return linear.plus(below.linear(parameter.apply(DEEP + "_W"), parameter.apply(DEEP + "_b")));
  }

  private static DenseLayer.Builder dense(
      GraphSettings settings, int in, int out, org.nd4j.linalg.activations.Activation activation) {
    DenseLayer.Builder layer = new DenseLayer.Builder().nIn(in).nOut(out).activation(activation);
    // an ordinary list: Kryo, which carries the layers to workers, cannot fill an immutable one
    layer.setRegularization(new ArrayList<>(List.of(new DecoupledDecay(settings.weightDecay()))));
    if (Double.isFinite(settings.clipping())) {
      layer
          .gradientNormalization(GradientNormalization.ClipL2PerLayer)
          .gradientNormalizationThreshold(settings.clipping());
    }
    return layer;
  }

  private static String hiddenName(int index) {
    return "hidden" + (index + 1);
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", TYPE).put("version", VERSION).put("features", features);
    ArrayNode symbols = json.putArray("species");
    species.forEach(symbols::add);
    ArrayNode widths = json.putArray("hidden");
    hidden.forEach(widths::add);
    return json.put("activation", activation.text());
  }

  static SoapNet read(JsonNode json) {
    if (json.path("version").asInt() != VERSION) {
      throw new IllegalArgumentException(
          TYPE + " version " + json.path("version").asText() + ", this program reads " + VERSION);
    }
    List<String> species = new ArrayList<>();
    json.path("species").forEach(symbol -> species.add(symbol.asText()));
    List<Integer> hidden = new ArrayList<>();
    json.path("hidden").forEach(width -> hidden.add(width.asInt()));
    return new SoapNet(
        json.path("features").asInt(),
        species,
        hidden,
        Activation.of(json.path("activation").asText()));
  }
}
