package org.quarry.potential.kim;

import org.quarry.atoms.Configuration;
import org.quarry.potential.NoAnswerException;

/** A model at work inside a worker process: used by one thread, it may end the process. */
interface ModelInstance extends AutoCloseable {
  /** What the model is. */
  Description description();

  /**
   * Computes a configuration of elements that the model was opened for.
   *
   * @throws NoAnswerException if the model refuses it
   */
  void compute(Configuration configuration, Answer answer);

  @Override
  void close();
}
