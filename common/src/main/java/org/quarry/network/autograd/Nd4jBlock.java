package org.quarry.network.autograd;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A stretch of ND4J's memory, its numbers one after another, that matrices lie in. */
final class Nd4jBlock {
  private final INDArray whole;
  private final int width;
  private ByteBuffer buffer;

  Nd4jBlock(INDArray whole) {
    this.whole = whole;
    this.width = whole.dataType().width();
  }

  /** The memory as an array of ND4J, whose life it shares. */
  INDArray whole() {
    return whole;
  }

  /** Bytes a number. */
  int width() {
    return width;
  }

  /** The numbers in the host's memory. */
  ByteBuffer buffer() {
    if (buffer == null) {
      Pointer pointer = new Pointer(whole.data().addressPointer());
      buffer = pointer.position(0).capacity(whole.length() * width).asByteBuffer();
    }
    return buffer;
  }

  /** A number in the host's memory. */
  Pointer pointer(long offset) {
    Pointer start = whole.data().addressPointer();
    return whole.dataType() == DataType.FLOAT
        ? new FloatPointer(start).getPointer(offset)
        : new DoublePointer(start).getPointer(offset);
  }
}
