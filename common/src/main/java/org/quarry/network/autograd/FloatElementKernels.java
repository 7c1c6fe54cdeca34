package org.quarry.network.autograd;

/** {@link ElementKernels} on float32. */
interface FloatElementKernels extends ElementKernels {}
