/**
 * Descriptors from matrices of pairwise Coulomb interactions: the Coulomb matrix of molecules, the
 * sine and Ewald-sum matrices of crystals, and what they share. Local surroundings of atoms are
 * described elsewhere.
 */
package org.quarry.descriptor.coulomb;
