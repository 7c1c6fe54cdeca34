/**
 * Empirical interatomic potentials: their parameters, the files that hold them, and kernels that
 * give energy, forces and virial of a configuration. Neither fitted networks nor what the energies
 * are used for lives here.
 */
package org.quarry.potential;
