package org.quarry.network.autograd;

/** Floating-point format of an engine's numbers. */
public enum Precision {
  /** 32 bits: training. */
  FLOAT,
  /** 64 bits: checks and labels. */
  DOUBLE
}
