/**
 * Fast Fourier transforms of boxes of numbers, complex and real, of any size, whole or of the
 * frequencies within a band, and of points that lie anywhere. Wavelets, densities and what the
 * spectra mean live with the descriptors.
 */
package org.quarry.math.fft;
