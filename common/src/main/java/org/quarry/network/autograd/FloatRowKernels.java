package org.quarry.network.autograd;

/** {@link RowKernels} on float32. */
interface FloatRowKernels extends RowKernels {}
