package org.quarry.network.training;

import java.util.Map;

/**
 * The parameters that will become the model, unless others replace them: better ones where training
 * has a patience, else any later ones.
 *
 * @param epoch when they were reached
 * @param loss on the validation split, NaN without one
 * @param errors on the validation split
 * @param parameters by the architecture's names; not to be changed
 */
record KeptModel(int epoch, double loss, Errors errors, Map<String, float[]> parameters) {
  /** Whether another loss is better; one that is not known never is, but against none. */
  boolean losesTo(double otherLoss) {
    return Double.isNaN(loss) || otherLoss < loss;
  }
}
