package org.quarry.network.autograd;

/** Functions of two numbers that an engine applies entry by entry. */
public enum BinaryFunction {
  ADD,
  SUBTRACT,
  MULTIPLY,
  DIVIDE
}
