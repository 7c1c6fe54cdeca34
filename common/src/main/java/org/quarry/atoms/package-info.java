/**
 * Atomic configurations and what is known about them: species, positions, cell, labels, provenance,
 * neighbours and units. Nothing here reads files or computes energies.
 */
package org.quarry.atoms;
