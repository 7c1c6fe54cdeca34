package org.quarry.experiments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.Config;
import java.util.function.Consumer;

/** A study that settings describe whole. */
public interface Study {
  /** The kind of study, as settings files name it. */
  String kind();

  /**
   * Runs it.
   *
   * @param settings of the file and the command line
   * @param rows takes the results one by one, as they are found
   * @param progress takes lines that say what is going on
   * @throws StudyDataException if data or potentials cannot be had
   * @throws IllegalArgumentException if a setting makes no sense
   */
  void run(Config settings, Consumer<ObjectNode> rows, Consumer<String> progress);

  /** A table of some results, for people. */
  String table(Iterable<ObjectNode> rows);
}
