package org.quarry.regression;

import java.util.List;
import org.quarry.parameters.Parameters;

/** Fits classifiers of one kind with one set of parameters; the same input gives the same model. */
public interface ClassifierTrainer {
  /** The settings, among them the seed. */
  Parameters parameters();

  /**
   * Fits a classifier.
   *
   * @param features one vector a row, all of one length
   * @param labels the class of each row, from 0
   * @param classes number of classes; some may have no row
   */
  Classifier fit(double[][] features, int[] labels, int classes);

  /**
   * Fits a classifier on rows of which some belong together: where a trainer divides its rows, it
   * keeps groups whole.
   *
   * @param groups the group of each row
   */
  default Classifier fit(double[][] features, int[] labels, int classes, List<String> groups) {
    return fit(features, labels, classes);
  }
}
