/**
 * Training of networks on shards: minibatches, rounds, checks, the learning curve. Who runs the
 * minibatches of a round is behind {@link org.quarry.network.training.TrainingEngine}: this
 * process, or a cluster (elsewhere).
 */
package org.quarry.network.training;
