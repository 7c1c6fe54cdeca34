/**
 * Reverse-mode automatic differentiation of matrix expressions, to any order: {@link
 * org.quarry.network.autograd.Tape} records, {@link org.quarry.network.autograd.Node} is a value
 * with its operations, {@link org.quarry.network.autograd.ArrayEngine} does the arithmetic. Nothing
 * here knows networks, training or Spark.
 */
package org.quarry.network.autograd;
