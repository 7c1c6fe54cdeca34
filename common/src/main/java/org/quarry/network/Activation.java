package org.quarry.network;

import java.util.Locale;
import org.quarry.network.autograd.Node;

/** Smooth functions between layers: forces need a continuous derivative. */
public enum Activation {
  /** x / (1 + e⁻ˣ). */
  SILU(org.nd4j.linalg.activations.Activation.SWISH),
  TANH(org.nd4j.linalg.activations.Activation.TANH),
  /** ln(1 + eˣ). */
  SOFTPLUS(org.nd4j.linalg.activations.Activation.SOFTPLUS);

  private final org.nd4j.linalg.activations.Activation function;

  Activation(org.nd4j.linalg.activations.Activation function) {
    this.function = function;
  }

  org.nd4j.linalg.activations.Activation function() {
    return function;
  }

  /** The function of every entry. */
  Node apply(Node x) {
    return switch (this) {
      case SILU -> x.silu();
      case TANH -> x.tanh();
      case SOFTPLUS -> x.softplus();
    };
  }

  /** The name as files and the command line write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The function with a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Activation of(String name) {
    for (Activation activation : values()) {
      if (activation.text().equals(name)) {
        return activation;
      }
    }
    throw new IllegalArgumentException(
        "unknown activation \"" + name + "\" (silu, tanh, softplus)");
  }
}
