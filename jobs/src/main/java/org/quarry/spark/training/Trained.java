package org.quarry.spark.training;

import java.io.Serializable;

/** What a task brings home: where its graph stands, and the sum of its minibatches' losses. */
final class Trained implements Serializable {
  private static final long serialVersionUID = 1L;

  private final GraphState state;
  private final double loss;

  Trained(GraphState state, double loss) {
    this.state = state;
    this.loss = loss;
  }

  GraphState state() {
    return state;
  }

  double loss() {
    return loss;
  }
}
