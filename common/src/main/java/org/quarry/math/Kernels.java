package org.quarry.math;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds the fastest form of a kernel. A kernel is a stateless interface {@code X} with two
 * implementations beside it: a scalar one in plain Java, and {@code VectorX} on the Vector API,
 * which is compiled apart and loaded by name. Both do the same operations in the same order for
 * every number they return, so they give the same bits, and a cluster of mixed machines agrees.
 *
 * <p>The vector form needs the module {@code jdk.incubator.vector} ({@code conf/jvm.options} asks
 * for it) and a machine whose vectors hold four or eight doubles. {@code
 * -Dquarry.vector-kernels=off} does without it.
 */
public final class Kernels {
  private static final String MODULE = "jdk.incubator.vector";
  private static final String SWITCH = "quarry.vector-kernels";
  private static final int FEWEST_LANES = 4;

  /** What arrays have room for past their end. */
  private static final int MOST_LANES = 8;

  private static final boolean VECTORS = vectors();

  private Kernels() {}

  /** The vector form of a kernel, or the scalar one where there are no vectors. */
  public static <K> K of(Class<K> kernel, Supplier<? extends K> scalar) {
    return vector(kernel).orElseGet(scalar);
  }

  /** The vector form of a kernel, where this JVM has vectors. */
  public static <K> Optional<K> vector(Class<K> kernel) {
    if (!VECTORS) {
      return Optional.empty();
    }
    String name = kernel.getPackageName() + ".Vector" + kernel.getSimpleName();
    try {
      var constructor = Class.forName(name, true, kernel.getClassLoader()).getDeclaredConstructor();
      constructor.setAccessible(true);
      return Optional.of(kernel.cast(constructor.newInstance()));
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(name + " cannot be made", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name + " is missing beside its interface", e);
    }
  }

  private static boolean vectors() {
    if ("off".equals(System.getProperty(SWITCH))
        || ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return false;
    }
    try {
      Object shape =
          Class.forName("jdk.incubator.vector.VectorShape")
              .getMethod("preferredShape")
              .invoke(null);
      int bits = (int) shape.getClass().getMethod("vectorBitSize").invoke(shape);
      return bits >= FEWEST_LANES * Double.SIZE && bits <= MOST_LANES * Double.SIZE;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(MODULE + " is not the one of Java 17", e);
    }
  }
}
