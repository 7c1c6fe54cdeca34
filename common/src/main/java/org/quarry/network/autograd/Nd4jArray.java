package org.quarry.network.autograd;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A row-major matrix without gaps in a block of ND4J's memory. ND4J's own view of it costs as much
 * as a small operation, so it is made for those that ask for it; the others use the memory.
 */
final class Nd4jArray implements Array {
  private final Nd4jBlock block;
  private final long offset;
  private final int rows;
  private final int columns;
  private INDArray array;
  private ByteBuffer buffer;
  private Pointer pointer;

  Nd4jArray(Nd4jBlock block, long offset, int rows, int columns) {
    this.block = block;
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

  /** The memory it lies in. */
  Nd4jBlock block() {
    return block;
  }

  /** Place of its first entry in the block. */
  long offset() {
    return offset;
  }

  /** An empty matrix is given one number, since ND4J has no views of none; nothing touches it. */
  INDArray array() {
    if (array == null) {
      boolean empty = size() == 0;
      long[] shape = empty ? new long[] {1, 1} : new long[] {rows, columns};
      INDArray whole = block.whole();
      array =
          Nd4j.create(
              whole.data(),
              shape,
              new long[] {shape[1], 1},
              whole.offset() + (empty ? 0 : offset),
              'c');
    }
    return array;
  }

  /** The numbers in the host's memory. */
  ByteBuffer buffer() {
    if (buffer == null) {
      int width = block.width();
      buffer =
          block
              .buffer()
              .slice(Math.toIntExact(offset * width), Math.toIntExact(size() * width))
              .order(ByteOrder.nativeOrder());
    }
    return buffer;
  }

  /** The first number in the host's memory. */
  Pointer pointer() {
    if (pointer == null) {
      pointer = block.pointer(offset);
    }
    return pointer;
  }
}
