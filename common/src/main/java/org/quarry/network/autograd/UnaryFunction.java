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
  SIGMOID
}
