package org.quarry.network.training;

import java.io.IOException;
import org.quarry.parameters.Parameters;

/**
 * Settings of a kind of network and of its loss. How it is trained is the same for all kinds:
 * {@link TrainingParameters}.
 */
public interface NetworkSettings extends Parameters {
  /**
   * Fits zero and scales to the rows that the network is to be trained on.
   *
   * @throws TrainingInputException if this kind of network cannot be trained on them
   */
  Learner learner(ShardSet rows) throws IOException;

  /**
   * Starts from a trained model.
   *
   * @throws TrainingInputException if the model does not fit the settings or the rows
   */
  Learner learner(ShardSet rows, FineTuning from) throws IOException;
}
