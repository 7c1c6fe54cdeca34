package org.quarry.network;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Threads of ND4J's native library. Our matrices are small and Spark already fills the cores with
 * tasks: OpenMP's threads then wait for each other, spinning, and training takes fifty times as
 * long. So every process that trains or predicts takes one, unless OMP_NUM_THREADS says otherwise.
 */
public final class NativeThreads {
  private static final String SETTING = "OMP_NUM_THREADS";

  private NativeThreads() {}

  /** One native thread a Java thread, unless the environment says otherwise. */
  public static void settle() {
    if (System.getenv(SETTING) != null) {
      return;
    }
    Nd4j.getEnvironment().setMaxThreads(1);
    Nd4j.getEnvironment().setMaxMasterThreads(1);
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
    Nd4j.factory().blas().setMaxThreads(1);
  }
}
