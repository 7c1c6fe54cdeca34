package org.quarry.network.autograd;

/**
 * A row-major matrix in the memory of one {@link ArrayEngine}; what it holds is the engine's
 * business. All arrays have two dimensions: a column is r × 1, a row 1 × c, a number 1 × 1, and the
 * three components of vector features lie below each other in 3n × F.
 */
public interface Array {
  int rows();

  int columns();

  /** Number of entries. */
  default long size() {
    return (long) rows() * columns();
  }
}
