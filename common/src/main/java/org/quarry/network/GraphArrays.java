package org.quarry.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;
import org.quarry.network.autograd.Array;
import org.quarry.network.autograd.ArrayEngine;
import org.quarry.network.autograd.HostEngine;
import org.quarry.network.autograd.Nd4jEngine;
import org.quarry.network.autograd.Precision;

/**
 * The flat vectors of a Deeplearning4j graph, as the engine under a tape sees them: copied where we
 * compute on the host's processor, shared where ND4J computes elsewhere. For one thread.
 */
interface GraphArrays {
  /** The engine that computes. */
  ArrayEngine engine();

  /** A vector to be read; to be given to {@link #free} afterwards. */
  Array reading(INDArray vector);

  /** A vector to be written to; what is written counts once {@link #write} was called. */
  Array writing(INDArray vector);

  /** Ends writing. */
  void write(Array written, INDArray vector);

  /** Ends reading. */
  void free(Array read);

  /** For the backend that ND4J found. */
  static GraphArrays of(Precision precision) {
    return Nd4j.getExecutioner().type() == OpExecutioner.ExecutionerType.NATIVE_CPU
        ? new Copied(HostEngine.of(precision))
        : new Shared(Nd4jEngine.of(precision));
  }

  /** Vectors in the host's memory. */
  record Copied(HostEngine<?> engine) implements GraphArrays {
    @Override
    public Array reading(INDArray vector) {
      Array copy = writing(vector);
      engine.write(memory(vector), copy);
      return copy;
    }

    @Override
    public Array writing(INDArray vector) {
      return engine.allocate(1, Math.toIntExact(vector.length()));
    }

    @Override
    public void write(Array written, INDArray vector) {
      engine.read(written, memory(vector));
      engine.free(written);
    }

    @Override
    public void free(Array read) {
      engine.free(read);
    }

    private static ByteBuffer memory(INDArray vector) {
      Pointer pointer = vector.data().addressPointer();
      pointer.capacity(vector.length());
      return pointer.asByteBuffer().order(ByteOrder.nativeOrder());
    }
  }

  /** Vectors in the memory of a device. */
  record Shared(Nd4jEngine engine) implements GraphArrays {
    @Override
    public Array reading(INDArray vector) {
      return engine.wrap(vector, 0, 1, Math.toIntExact(vector.length()));
    }

    @Override
    public Array writing(INDArray vector) {
      return reading(vector);
    }

    @Override
    public void write(Array written, INDArray vector) {}

    @Override
    public void free(Array read) {}
  }
}
