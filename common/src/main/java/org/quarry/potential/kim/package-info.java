/**
 * OpenKIM's models, each in a worker process of its own: what the process does, how it is fed,
 * watched and replaced, and which models are installed. The kernels of native potentials and what
 * energies are used for live elsewhere.
 */
package org.quarry.potential.kim;
