package org.quarry.spark.training;

import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.quarry.network.training.TrainingEngine;

/** How workers train one network together. */
public enum TrainingMode {
  /** Each fits a copy to its share, then parameters are averaged: {@link ParameterAveraging}. */
  AVERAGING {
    @Override
    TrainingEngine make(JavaSparkContext spark, int workers, int frequency) {
      return new ParameterAveraging(spark, workers, frequency);
    }
  },

  /** All follow the mean of their gradients at every step: {@link SynchronousGradients}. */
  GRADIENTS {
    @Override
    TrainingEngine make(JavaSparkContext spark, int workers, int frequency) {
      return new SynchronousGradients(spark, workers);
    }
  },

  /** Each goes its own way and tells the others of large changes: {@link GradientSharing}. */
  SHARING {
    @Override
    TrainingEngine make(JavaSparkContext spark, int workers, int frequency) {
      return new GradientSharing(spark, workers);
    }
  };

  abstract TrainingEngine make(JavaSparkContext spark, int workers, int frequency);

  /**
   * The engine; a single worker trains in the calling process, whatever the mode.
   *
   * @param frequency most minibatches of a worker between averagings, where there are any
   */
  public TrainingEngine engine(JavaSparkContext spark, int workers, int frequency) {
    return workers == 1 ? TrainingEngine.local() : make(spark, workers, frequency);
  }

  /** The name in options and records. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
