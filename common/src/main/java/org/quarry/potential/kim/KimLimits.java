package org.quarry.potential.kim;

import java.time.Duration;

/**
 * How long a worker may take, and how much it is given at once.
 *
 * @param start for a worker to start, and for a model to be opened
 * @param batch for every batch, whatever its size
 * @param perAtom for every atom of a batch, on top of that
 * @param batchAtoms a batch ends with the configuration that reaches so many atoms
 */
record KimLimits(Duration start, Duration batch, Duration perAtom, int batchAtoms) {
  private static final String TIMEOUT = "quarry.kim.timeout";

  KimLimits {
    if (start.isNegative() || batch.isNegative() || perAtom.isNegative() || batchAtoms < 1) {
      throw new IllegalArgumentException(
          "limits of KIM workers must be positive: "
              + String.join(", ", start + "", batch + "", perAtom + "", batchAtoms + ""));
    }
  }

  /**
   * Two minutes to start; a minute and 50 ms an atom to compute, some hundred times what the
   * slowest models take. The system property {@code quarry.kim.timeout} replaces the minute, in
   * seconds.
   */
  static KimLimits standard() {
    return new KimLimits(
        Duration.ofMinutes(2),
        Duration.ofSeconds(Long.getLong(TIMEOUT, 60)),
        Duration.ofMillis(50),
        4096);
  }

  Duration forAtoms(long atoms) {
    return batch.plus(perAtom.multipliedBy(atoms));
  }
}
