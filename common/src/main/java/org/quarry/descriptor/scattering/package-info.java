/**
 * Wavelet scattering of a density on a grid: filter banks in frequency, the modulus over the orders
 * m of a solid harmonic, sums of its powers, and the descriptor that these make with kymatio's
 * definition. Fourier transforms live with the mathematics; the Laguerre–Gaussian wavelets of
 * periodic materials have a package of their own on the same machinery.
 */
package org.quarry.descriptor.scattering;
