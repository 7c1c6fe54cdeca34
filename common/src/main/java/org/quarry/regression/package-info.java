/**
 * Models of few parameters over descriptors and energies: classifiers, alignment of empirical
 * energies to a reference, the auxiliary classifier of label augmentation, folds and error
 * measures. Deep networks live elsewhere, and nothing here reads tables or computes descriptors.
 */
package org.quarry.regression;
