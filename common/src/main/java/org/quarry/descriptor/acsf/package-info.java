/**
 * Atom-centred symmetry functions. What a neighbour is and how a smooth function is tabulated live
 * in {@code atoms} and {@code math}.
 */
package org.quarry.descriptor.acsf;
