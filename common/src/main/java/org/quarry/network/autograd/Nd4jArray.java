package org.quarry.network.autograd;

import org.nd4j.linalg.api.ndarray.INDArray;

/** An array of ND4J, row-major and without gaps. */
final class Nd4jArray implements Array {
  private final INDArray array;
  private final INDArray storage; // the pool's vector beneath; null for views and foreign arrays
  private final int rows;
  private final int columns;

  Nd4jArray(INDArray array, INDArray storage, int rows, int columns) {
    this.array = array;
    this.storage = storage;
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

  INDArray array() {
    return array;
  }

  INDArray storage() {
    return storage;
  }
}
