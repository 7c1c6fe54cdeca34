package org.quarry.network.training;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.quarry.network.GraphSettings;
import org.quarry.network.ResidualLoss;
import org.quarry.parameters.Parameters;

/**
 * How a network of any kind is trained. What belongs to a kind is in its {@link NetworkSettings}.
 *
 * <pre>{@code
 * TrainingParameters.DEFAULT.toBuilder().epochs(500).batchSize(4).build()
 * }</pre>
 *
 * @param epochs passes over the rows
 * @param batchSize configurations in a minibatch
 * @param eipShare share of the minibatch that EIP rows take, where there are both kinds; in (0, 1)
 * @param learningRate by epoch
 * @param optimizer makes steps of gradients
 * @param weightDecay decoupled decay of weights, see {@link org.quarry.network.GraphSettings}
 * @param clipping largest norm of a gradient, see {@link org.quarry.network.GraphSettings}; 0 for
 *     no limit
 * @param averaging share of the averaged parameters that an epoch leaves in place: validated and
 *     kept is the moving average, which wanders less than the parameters themselves; 0 for none
 * @param patience epochs without a better validation loss after which training stops and the best
 *     parameters are kept; 0 to train to the end and keep the last
 * @param seed of starting values and of the order of rows
 */
public record TrainingParameters(
    int epochs,
    int batchSize,
    double eipShare,
    LearningRate learningRate,
    Optimizer optimizer,
    double weightDecay,
    double clipping,
    double averaging,
    int patience,
    long seed)
    implements Parameters {
  /** What suits a SOAPNet on some ten to some thousand labelled configurations. */
  public static final TrainingParameters DEFAULT =
      new TrainingParameters(
          200,
          8,
          0.5,
          LearningRate.of(LearningRate.Schedule.COSINE, 5e-3, 1e-3),
          Optimizer.ADAM,
          0.05,
          0,
          0.95,
          0,
          1);

  /** What suits a potential on some hundred to some thousand configurations with forces. */
  public static final TrainingParameters POTENTIAL =
      DEFAULT.toBuilder()
          .learningRate(LearningRate.of(LearningRate.Schedule.COSINE, 1e-3, 1e-2))
          .weightDecay(0)
          .clipping(10)
          .averaging(0.5)
          .build();

  public TrainingParameters {
    Objects.requireNonNull(learningRate);
    Objects.requireNonNull(optimizer);
    require(epochs >= 1, "epochs", epochs, "at least 1");
    require(batchSize >= 1, "batch size", batchSize, "at least 1");
    require(eipShare > 0 && eipShare < 1, "EIP share", eipShare, "between 0 and 1");
    require(weightDecay >= 0, "weight decay", weightDecay, "not negative");
    require(clipping >= 0, "clipping", clipping, "not negative");
    require(averaging >= 0 && averaging < 1, "averaging", averaging, "in [0, 1)");
    require(patience >= 0, "patience", patience, "not negative");
  }

  private static void require(boolean holds, String what, double value, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(what + " must be " + rule + ", got " + value);
    }
  }

  /** Starts from these. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** What a graph is made with. */
  GraphSettings graphSettings(ResidualLoss loss) {
    return new GraphSettings(
        loss,
        optimizer.updater(learningRate.initial()),
        weightDecay,
        clipping == 0 ? Double.POSITIVE_INFINITY : clipping);
  }

  @Override
  public String name() {
    return "training";
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new TreeMap<>(learningRate.toMap());
    map.put("epochs", epochs);
    map.put("batch_size", batchSize);
    map.put("eip_share", eipShare);
    map.put("optimizer", optimizer.text());
    map.put("weight_decay", weightDecay);
    map.put("clipping", clipping);
    map.put("averaging", averaging);
    map.put("patience", patience);
    map.put("seed", seed);
    return map;
  }

  /** Changes some of the parameters; the names are those of the record. */
  public static final class Builder {
    private int epochs;
    private int batchSize;
    private double eipShare;
    private LearningRate learningRate;
    private Optimizer optimizer;
    private double weightDecay;
    private double clipping;
    private double averaging;
    private int patience;
    private long seed;

    private Builder(TrainingParameters from) {
      epochs = from.epochs;
      batchSize = from.batchSize;
      eipShare = from.eipShare;
      learningRate = from.learningRate;
      optimizer = from.optimizer;
      weightDecay = from.weightDecay;
      clipping = from.clipping;
      averaging = from.averaging;
      patience = from.patience;
      seed = from.seed;
    }

    public Builder epochs(int value) {
      epochs = value;
      return this;
    }

    public Builder batchSize(int value) {
      batchSize = value;
      return this;
    }

    public Builder eipShare(double value) {
      eipShare = value;
      return this;
    }

    public Builder learningRate(LearningRate value) {
      learningRate = value;
      return this;
    }

    /** Keeps the schedule. */
    public Builder learningRate(double initial) {
      return learningRate(learningRate.withInitial(initial));
    }

    public Builder optimizer(Optimizer value) {
      optimizer = value;
      return this;
    }

    public Builder weightDecay(double value) {
      weightDecay = value;
      return this;
    }

    public Builder clipping(double value) {
      clipping = value;
      return this;
    }

    public Builder averaging(double value) {
      averaging = value;
      return this;
    }

    public Builder patience(int value) {
      patience = value;
      return this;
    }

    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /**
     * The parameters.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public TrainingParameters build() {
      return new TrainingParameters(
          epochs,
          batchSize,
          eipShare,
          learningRate,
          optimizer,
          weightDecay,
          clipping,
          averaging,
          patience,
          seed);
    }
  }
}
