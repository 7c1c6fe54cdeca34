/**
 * Smooth overlap of atomic positions and its derivatives. What a neighbour is and which radial
 * functions there are live in {@code atoms} and {@code math}.
 */
package org.quarry.descriptor.soap;
