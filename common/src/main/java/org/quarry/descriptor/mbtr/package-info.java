/**
 * The many-body tensor representation: distributions of elements, distances and angles. What a
 * neighbour is and how a smooth function is tabulated live in {@code atoms} and {@code math}.
 */
package org.quarry.descriptor.mbtr;
