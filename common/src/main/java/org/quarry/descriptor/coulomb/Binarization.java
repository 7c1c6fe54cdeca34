package org.quarry.descriptor.coulomb;

import java.util.Map;

/**
 * Expands every number x of a row into smooth steps at equidistant thresholds (Montavon et al.,
 * Advances in Neural Information Processing Systems 25, 440 (2012), where x → [… tanh((x − θ)/θ),
 * tanh(x/θ), tanh((x + θ)/θ) …]):
 *
 * <pre>
 * x → tanh((x − t_k) / θ),   t_k = min + k θ,   k = 0 … ⌈(max − min)/θ⌉
 * </pre>
 *
 * <p>so that nearly all of a row is −1 or 1. The paper's sequence has no ends; its authors' program
 * has the thresholds from 0 to the first that is not below the largest x of the data, in this
 * order, with θ = 1 and distances in bohr. Here the ends are told, since a row must not depend on
 * other configurations. The expansion of a number is contiguous; zeros of the padding are expanded
 * like any other.
 *
 * @param theta θ, distance and width of the steps in the unit of x, positive
 * @param min the first threshold
 * @param max where thresholds may end, not below min
 */
public record Binarization(double theta, double min, double max) {
  /** Thresholds that a number may have. */
  private static final int MAX_COUNT = 100_000;

  /** Beyond this tanh is ±1 in double precision. */
  private static final double SATURATED = 22;

  public Binarization {
    if (!(theta > 0) || theta == Double.POSITIVE_INFINITY) {
      throw MatrixForm.wrong("binarization needs theta > 0", theta);
    }
    if (!(max >= min) || !Double.isFinite(max) || !Double.isFinite(min)) {
      throw MatrixForm.wrong("binarization needs finite min ≤ max", min + " and " + max);
    }
    if ((max - min) / theta > MAX_COUNT - 1) {
      throw MatrixForm.wrong(
          "binarization may have " + MAX_COUNT + " thresholds", (max - min) / theta + 1);
    }
  }

  /** Numbers that one becomes. */
  public int count() {
    return 1 + (int) Math.ceil((max - min) / theta);
  }

  /** Expands {@code length} numbers of {@code x} into {@code out} from {@code offset} on. */
  void expand(double[] x, int length, double[] out, int offset) {
    int count = count();
    int at = offset;
    for (int i = 0; i < length; i++) {
      for (int k = 0; k < count; k++) {
        double y = (x[i] - (min + k * theta)) / theta;
        out[at++] = Math.abs(y) < SATURATED ? StrictMath.tanh(y) : Math.signum(y);
      }
    }
  }

  Map<String, Object> toMap() {
    return Map.of("theta", theta, "min", min, "max", max);
  }
}
