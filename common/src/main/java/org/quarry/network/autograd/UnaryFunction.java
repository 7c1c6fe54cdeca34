package org.quarry.network.autograd;

/** Functions of one number that an engine applies to every entry. */
public enum UnaryFunction {
  EXP,
  LOG,
  SQRT,
  RECIPROCAL,
  SIN,
  COS,
  TANH,
  /** 1 / (1 + e⁻ˣ). */
  SIGMOID,
  /** d²/dx² of x σ(x): σ (1 − σ) (2 + x (1 − 2σ)). */
  SILU_CURVATURE
}
