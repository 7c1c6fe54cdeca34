/**
 * Settings that name a result: their canonical text and its hash. What the settings mean lives with
 * the descriptor, potential, split or model that they describe.
 */
package org.quarry.parameters;
