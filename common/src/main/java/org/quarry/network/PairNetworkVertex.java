package org.quarry.network;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.quarry.network.autograd.Array;
import org.quarry.network.autograd.Node;
import org.quarry.network.autograd.Precision;
import org.quarry.network.autograd.Tape;
import org.quarry.network.potential.NeuralPotential;
import org.quarry.network.potential.PairBatch;
import org.quarry.network.potential.ParameterLayout;
import org.quarry.network.potential.Prediction;
import org.quarry.network.potential.Weights;

/**
 * What {@link PairNetwork} does: records the prediction on a tape going forward, and differentiates
 * ⟨epsilon, output⟩ by the parameters going back.
 */
@SuppressWarnings(
    "overrides") // the base class was made with an array where its interface has varargs
final class PairNetworkVertex extends BaseGraphVertex {
  private static final long serialVersionUID = 1L;

  static {
    NativeThreads.settle(); // restored graphs pass here, too
  }

  private static final String WEIGHT = ".weight"; // embeddings and biases do not decay

  /** Memory for the arrays of all vertices that a thread computes, one after another. */
  private static final ThreadLocal<Map<Precision, GraphArrays>> ARRAYS =
      ThreadLocal.withInitial(() -> new EnumMap<>(Precision.class));

  private final transient PairNetwork settings;
  private final transient Set<Output> outputs;
  private final transient NeuralPotential potential;
  private final transient ParameterLayout layout;
  private final transient INDArray parameters;
  private final transient Map<String, INDArray> parameterViews;
  private transient INDArray gradients;
  private transient Map<String, INDArray> gradientViews;
  private transient PairBatch batch;
  private transient Tape tape;
  private transient Array flat;
  private transient Weights weights;
  private transient Node energies;
  private transient Node forces; // null where not asked for
  private transient Node strain; // the same

  PairNetworkVertex(
      ComputationGraph graph,
      String name,
      int index,
      DataType dataType,
      PairNetwork settings,
      INDArray parameters) {
    super(graph, name, index, null, null, dataType);
    this.settings = settings;
    this.outputs = settings.outputs();
    this.potential = settings.toPotential();
    this.layout = potential.layout();
    this.parameters = parameters;
    this.parameterViews = views(parameters);
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    release();
    INDArray output = outsideWorkspaces(() -> predict(training));
    if (!training) {
      release();
    }
    return workspaces.dup(ArrayType.ACTIVATIONS, output);
  }

  private INDArray predict(boolean training) {
    batch = PairNetworkGraph.batch(inputs[0], inputs[1], inputs[2], inputs[3]);
    tape = Tape.on(arrays().engine());
    flat = arrays().reading(parameters);
    weights = Weights.on(tape, layout, flat, settings::isFrozen);
    Prediction prediction = potential.predict(batch, weights);
    energies = prediction.energies();
    PairNetworkRows rows = new PairNetworkRows(batch, outputs, potential.tasks());
    rows.putEnergies(energies.toArray(), inputs[0].dup('c').data().asDouble());
    if (!outputs.isEmpty()) {
      Prediction.Derivatives derivatives =
          training ? prediction.derivatives() : prediction.lastDerivatives();
      if (outputs.contains(Output.FORCES)) {
        forces = derivatives.forces();
        rows.putForces(forces.toArray());
      }
      if (outputs.contains(Output.STRESS)) {
        strain = derivatives.strainDerivatives();
        rows.putStress(strain.toArray());
      }
    }
    return rows.toArray(dataType);
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
    if (tape == null) {
      throw new IllegalStateException("vertex " + vertexName + " goes back without going forward");
    }
    INDArray byReference = outsideWorkspaces(this::differentiate);
    release();
    UpdaterBlocks.skipUnregularized(graph);
    Gradient gradient = new DefaultGradient();
    gradient.gradientForVariable().putAll(gradientViews);
    return new Pair<>(
        gradient,
        new INDArray[] {workspaces.dup(ArrayType.ACTIVATION_GRAD, byReference), null, null, null});
  }

  /** Writes the gradients by the parameters and returns the one by the reference energies. */
  private INDArray differentiate() {
    PairNetworkRows by = PairNetworkRows.of(batch, outputs, potential.tasks(), epsilon);
    double[] byEnergies = by.energies();
    Node product = productWith(byEnergies, energies);
    if (forces != null) {
      product = product.plus(productWith(by.forces(), forces));
    }
    if (strain != null) {
      product = product.plus(productWith(by.byStrain(), strain));
    }
    Array gradient = arrays().writing(gradients);
    weights.lastGradient(product, gradient);
    arrays().write(gradient, gradients);
    return Nd4j.createFromArray(byEnergies)
        .castTo(dataType)
        .reshape('c', batch.size(), potential.tasks());
  }

  private Node productWith(double[] factors, Node node) {
    return node.times(tape.constant(factors, node.rows(), node.columns())).sum();
  }

  /** Pooled arrays outlive the workspaces that Deeplearning4j computes in. */
  private static INDArray outsideWorkspaces(Supplier<INDArray> work) {
    MemoryWorkspace outside = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces();
    try {
      return work.get();
    } finally {
      outside.close();
    }
  }

  private GraphArrays arrays() {
    Precision precision = dataType == DataType.DOUBLE ? Precision.DOUBLE : Precision.FLOAT;
    return ARRAYS.get().computeIfAbsent(precision, GraphArrays::of);
  }

  private void release() {
    if (tape != null) {
      tape.close();
      arrays().free(flat);
    }
    batch = null;
    tape = null;
    flat = null;
    weights = null;
    energies = null;
    forces = null;
    strain = null;
  }

  @Override
  public void clearVertex() {
    super.clearVertex();
    release();
  }

  /**
   * The named parts of a flat vector, row-major as the tape reads them. Making a view costs as much
   * as an operation, so they are made once.
   */
  private Map<String, INDArray> views(INDArray whole) {
    if (whole == null) {
      return Map.of(); // a graph without parameters of its own, as one that is only configured
    }
    MemoryWorkspace outside = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces();
    try {
      return viewsOf(whole);
    } finally {
      outside.close();
    }
  }

  private Map<String, INDArray> viewsOf(INDArray whole) {
    Map<String, INDArray> views = new LinkedHashMap<>();
    INDArray vector = whole.reshape(whole.length());
    for (ParameterLayout.Slice slice : layout.slices()) {
      views.put(
          slice.name(),
          vector
              .get(NDArrayIndex.interval(slice.offset(), slice.offset() + slice.size()))
              .reshape('c', slice.rows(), slice.columns()));
    }
    return views;
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray view) {
    gradients = view;
    gradientViews = views(view);
  }

  @Override
  public INDArray getGradientsViewArray() {
    return gradients;
  }

  @Override
  public INDArray params() {
    return parameters;
  }

  @Override
  public long numParams() {
    return layout.size();
  }

  @Override
  public Map<String, INDArray> paramTable(boolean backpropOnly) {
    return new LinkedHashMap<>(parameterViews);
  }

  @Override
  public boolean updaterDivideByMinibatch(String parameter) {
    return true;
  }

  @Override
  public TrainingConfig getConfig() {
    return new Config();
  }

  @Override
  public boolean hasLayer() {
    return false;
  }

  @Override
  public Layer getLayer() {
    return null;
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray[] masks, MaskState state, int minibatchSize) {
    return null;
  }

  @Override
  public String toString() {
    return "PairNetwork(" + vertexName + ", " + layout.size() + " parameters)";
  }

  /** How Deeplearning4j is to train the parameters. */
  private final class Config implements TrainingConfig {
    @Override
    public String getLayerName() {
      return vertexName;
    }

    @Override
    public List<Regularization> getRegularizationByParam(String parameter) {
      return settings.weightDecay() > 0
              && parameter.endsWith(WEIGHT)
              && !settings.isFrozen(parameter)
          ? List.of(new DecoupledDecay(settings.weightDecay()))
          : List.of();
    }

    @Override
    public boolean isPretrainParam(String parameter) {
      return false;
    }

    @Override
    public IUpdater getUpdaterByParam(String parameter) {
      return settings.isFrozen(parameter) ? new NoOp() : settings.updater();
    }

    @Override
    public GradientNormalization getGradientNormalization() {
      return Double.isInfinite(settings.clipping())
          ? GradientNormalization.None
          : GradientNormalization.ClipL2PerLayer;
    }

    @Override
    public double getGradientNormalizationThreshold() {
      return settings.clipping();
    }

    @Override
    public void setDataType(DataType type) {
      dataType = type;
    }
  }
}
