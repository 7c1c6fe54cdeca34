package org.quarry.network.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.quarry.network.LossShares;
import org.quarry.network.Output;
import org.quarry.network.ResidualFunction;
import org.quarry.network.ResidualLoss;
import org.quarry.network.potential.NeuralPotential;
import org.quarry.network.potential.PotentialJson;

/**
 * Settings of a potential from positions to energies, forces and stress, and of its loss.
 *
 * @param shape the potential's record by the names of {@link PotentialJson}, {@code type} among
 *     them, without the species: these are the shards'
 * @param shares of energies, forces and stress in the loss
 * @param loss of residuals in the network's units
 * @param targets what it is trained on
 */
public record PotentialSettings(
    SortedMap<String, Object> shape, LossShares shares, ResidualLoss loss, TargetKind targets)
    implements NetworkSettings {
  private static final ObjectMapper JSON = new ObjectMapper();

  public PotentialSettings {
    shape = Collections.unmodifiableSortedMap(new TreeMap<>(shape));
    Objects.requireNonNull(shares);
    Objects.requireNonNull(loss);
    Objects.requireNonNull(targets);
  }

  /** Settings for training on labels. */
  public PotentialSettings(SortedMap<String, Object> shape, LossShares shares, ResidualLoss loss) {
    this(shape, shares, loss, TargetKind.LABELS);
  }

  /**
   * Settings for a potential of any species, trained by squares.
   *
   * @param example the potential for some species
   */
  public static PotentialSettings of(NeuralPotential example, LossShares shares) {
    SortedMap<String, Object> shape = new TreeMap<>();
    PotentialJson.write(example)
        .fields()
        .forEachRemaining(
            entry -> shape.put(entry.getKey(), JSON.convertValue(entry.getValue(), Object.class)));
    shape.keySet().removeAll(List.of("species", "mean", "factor")); // of the rows, not the shape
    shape.computeIfPresent(
        "descriptor",
        (name, settings) -> {
          Map<Object, Object> general = new TreeMap<>((Map<?, ?>) settings);
          general.remove("species");
          return general;
        });
    return new PotentialSettings(shape, shares, ResidualLoss.squares(), TargetKind.LABELS);
  }

  /** The same trained on something else. */
  public PotentialSettings withTargets(TargetKind other) {
    return new PotentialSettings(shape, shares, loss, other);
  }

  /**
   * The potential for some species.
   *
   * @throws IllegalArgumentException if the shape is not one that this program knows
   */
  public NeuralPotential potential(List<String> species) {
    ObjectNode json = JSON.valueToTree(shape);
    species.forEach(json.putArray("species")::add);
    return PotentialJson.read(json);
  }

  /** What the network has to give besides energies. */
  Set<Output> outputs() {
    Set<Output> outputs = EnumSet.noneOf(Output.class);
    if (targets == TargetKind.POTENTIALS) {
      return outputs;
    }
    if (shares.energy() < 1 && shares.stress() < 1) {
      outputs.add(Output.FORCES);
    }
    if (shares.stress() > 0) {
      outputs.add(Output.STRESS);
    }
    return outputs;
  }

  @Override
  public Learner learner(ShardSet rows) throws IOException {
    return PotentialLearner.of(this, rows);
  }

  @Override
  public Learner learner(ShardSet rows, FineTuning from) throws IOException {
    return PotentialLearner.of(this, rows, from);
  }

  @Override
  public String name() {
    return String.valueOf(shape.get("type"));
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new TreeMap<>(shape);
    map.put("energy_share", shares.energy());
    map.put("stress_share", shares.stress());
    map.put("residual", shares.unit().text());
    map.put("loss", loss.function().text());
    if (loss.function() == ResidualFunction.HUBER) {
      map.put("huber_delta", loss.delta());
    }
    map.put("alpha", loss.alpha());
    if (targets != TargetKind.LABELS) { // trainings on labels keep the name they always had
      map.put("targets", targets.text());
    }
    return map;
  }
}
