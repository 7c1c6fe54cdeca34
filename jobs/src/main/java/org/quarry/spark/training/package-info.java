/**
 * Training on a Spark cluster: engines that fit a network of {@code org.quarry.network} to shards
 * in many processes. What is trained, and on which rows, is decided there.
 */
package org.quarry.spark.training;
