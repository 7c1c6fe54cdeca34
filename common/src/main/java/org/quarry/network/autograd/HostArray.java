package org.quarry.network.autograd;

/**
 * A row-major matrix in a Java array.
 *
 * @param <S> {@code float[]} or {@code double[]}
 */
final class HostArray<S> implements Array {
  private final S data;
  private final int offset;
  private final int rows;
  private final int columns;

  HostArray(S data, int offset, int rows, int columns) {
    this.data = data;
    this.offset = offset;
    this.rows = rows;
    this.columns = columns;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  /** The array that the matrix lies in. */
  S data() {
    return data;
  }

  /** Place of its first entry. */
  int offset() {
    return offset;
  }

  /** Number of entries. */
  int length() {
    return rows * columns;
  }
}
