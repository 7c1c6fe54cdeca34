/**
 * Wavelet scattering of atoms in a periodic cell with Laguerre–Gaussian wavelets, whose Fourier
 * transforms are known in closed form on the reciprocal lattice. Scattering of densities on a grid
 * of voxels by kymatio's definition lives in the package above; the transforms live in {@code
 * org.quarry.math.fft}.
 */
package org.quarry.descriptor.scattering.laguerre;
