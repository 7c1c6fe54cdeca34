package org.quarry.network.training;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.quarry.network.Architecture;

/**
 * Puts the parameters of a trained network in place of a new one's, by name. Arrays with a row for
 * each element take the rows of elements that both know.
 */
final class StartingParameters {
  private final FineTuning from;
  private final Architecture architecture;
  private final Map<String, float[]> parameters;

  private StartingParameters(FineTuning from, Architecture architecture, long seed) {
    this.from = from;
    this.architecture = architecture;
    this.parameters = architecture.initialParameters(seed);
  }

  /**
   * Starting values of a network.
   *
   * @param seed of what the model does not give
   * @param wanted names that the model has to give
   * @param byElement names of arrays with a row for each element
   * @throws TrainingInputException if it lacks one, or has it in another shape
   */
  static Map<String, float[]> of(
      FineTuning from,
      Architecture architecture,
      long seed,
      Predicate<String> wanted,
      Predicate<String> byElement) {
    StartingParameters start = new StartingParameters(from, architecture, seed);
    Map<String, float[]> given = from.model().parameters();
    architecture
        .parameterShapes()
        .forEach(
            (name, shape) -> {
              if (wanted.test(name)) {
                start.take(name, shape, given.get(name), byElement.test(name));
              }
            });
    return start.parameters;
  }

  private void take(String name, long[] shape, float[] given, boolean byElement) {
    long[] theirs = from.model().architecture().parameterShapes().get(name);
    boolean fits = theirs != null && Arrays.equals(shape, theirs);
    if (byElement && theirs != null && shape[1] == theirs[1]) {
      takeRows(parameters.get(name), given, (int) shape[1]);
    } else if (fits) {
      parameters.put(name, given.clone());
    } else {
      throw new TrainingInputException(
          "model "
              + from.origin()
              + " has "
              + (theirs == null ? "no parameters " : "other parameters ")
              + name
              + (theirs == null ? "" : " " + Arrays.toString(theirs))
              + ", the network needs "
              + Arrays.toString(shape)
              + ": ask for the model's shape, or for a fresh head where only that differs");
    }
  }

  private void takeRows(float[] own, float[] given, int columns) {
    List<String> species = architecture.species();
    List<String> theirs = from.model().architecture().species();
    for (int k = 0; k < species.size(); k++) {
      int row = theirs.indexOf(species.get(k));
      if (row >= 0) {
        System.arraycopy(given, row * columns, own, k * columns, columns);
      }
    }
  }
}
