/**
 * Message-passing potentials on {@link org.quarry.network.autograd}: batches of configurations as
 * lists of pairs, representations of atoms (f_rep), energies from them (f_pred), forces and stress.
 * Nothing here knows Deeplearning4j, training loops, files or Spark.
 */
package org.quarry.network.potential;
