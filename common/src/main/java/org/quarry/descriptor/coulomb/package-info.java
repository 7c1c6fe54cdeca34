/**
 * Descriptors from matrices of pairwise Coulomb interactions. Local surroundings of atoms are
 * described elsewhere.
 */
package org.quarry.descriptor.coulomb;
