package org.quarry.network.autograd;

/** {@link HostKernels} on float32. */
interface FloatKernels extends HostKernels<float[]> {}
