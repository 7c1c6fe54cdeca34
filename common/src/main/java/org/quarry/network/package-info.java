/**
 * Networks from configurations to energies and forces on Deeplearning4j, their losses, their files,
 * and what they predict. How they are trained lives in {@code org.quarry.network.training}; nothing
 * here knows Spark.
 */
package org.quarry.network;
