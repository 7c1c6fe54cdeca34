/**
 * Which configurations to train on: relevance to a task, budgets, exact top-k cuts, and splits that
 * keep groups together. Nothing here computes descriptors, fits models or knows where rows are
 * stored.
 */
package org.quarry.selection;
