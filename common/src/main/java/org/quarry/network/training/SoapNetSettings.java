package org.quarry.network.training;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.quarry.network.Activation;
import org.quarry.network.ResidualUnit;

/**
 * Settings of a {@link org.quarry.network.SoapNet} on the vectors that shards hold. The defaults
 * suit some ten to some thousand labelled configurations.
 *
 * @param hidden widths of the hidden layers
 * @param activation between them
 * @param alpha weight of the EIP rows' loss
 * @param residual eV per atom or eV
 */
public record SoapNetSettings(
    List<Integer> hidden, Activation activation, double alpha, ResidualUnit residual)
    implements NetworkSettings {
  /** What is used unless told otherwise. */
  public static final SoapNetSettings DEFAULT =
      new SoapNetSettings(List.of(32, 32), Activation.SILU, 0.5, ResidualUnit.ATOM);

  public SoapNetSettings {
    hidden = List.copyOf(hidden);
    Objects.requireNonNull(activation);
    Objects.requireNonNull(residual);
    if (!(alpha >= 0)) {
      throw new IllegalArgumentException("alpha must not be negative, got " + alpha);
    }
  }

  /** The same with other hidden layers. */
  public SoapNetSettings withHidden(Integer... widths) {
    return new SoapNetSettings(List.of(widths), activation, alpha, residual);
  }

  @Override
  public Learner learner(ShardSet rows) throws IOException {
    return SoapNetLearner.of(this, rows);
  }

  @Override
  public Learner learner(ShardSet rows, FineTuning from) throws IOException {
    return SoapNetLearner.of(this, rows, from);
  }

  @Override
  public String name() {
    return "soapnet";
  }

  @Override
  public Map<String, Object> toMap() {
    return Map.of(
        "hidden",
        hidden,
        "activation",
        activation.text(),
        "alpha",
        alpha,
        "residual",
        residual.text());
  }
}
