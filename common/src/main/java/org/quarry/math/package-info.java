/**
 * The mathematics under the descriptors: high-precision matrices, orthonormal radial bases, solid
 * harmonics, piecewise polynomials and small dense eigenvalue problems. Nothing here knows of
 * atoms, files or descriptors, and every result is the same in all bits on every machine. Kernels
 * on the Vector API stand in {@code src/vector/java} and are found by {@link
 * org.quarry.math.Kernels}.
 */
package org.quarry.math;
