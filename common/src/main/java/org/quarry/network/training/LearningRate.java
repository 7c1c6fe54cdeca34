package org.quarry.network.training;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The learning rate as a function of the epoch. It never depends on time or chance, so that a
 * training that is taken up again goes on as it would have.
 *
 * <p>In the first {@code warmUp} epochs w the rate is (e + 1)/(w + 1) of what the schedule says, e
 * = 0, 1, … being the epochs done.
 *
 * @param schedule how it falls
 * @param initial what it starts from
 * @param finalShare share of it that is left at the end, or below which a plateau does not bring
 *     it; in (0, 1]
 * @param warmUp epochs of warm-up
 * @param factor what a plateau multiplies it by, in (0, 1)
 * @param stagnation epochs without a better validation loss that make a plateau
 */
public record LearningRate(
    Schedule schedule,
    double initial,
    double finalShare,
    int warmUp,
    double factor,
    int stagnation) {
  /** How a learning rate falls. */
  public enum Schedule {
    /** Not at all. */
    CONSTANT,
    /** Along half a cosine to the final share. */
    COSINE,
    /** By the same factor each epoch, to the final share. */
    EXPONENTIAL,
    /** By a factor whenever the validation loss has not fallen for some epochs. */
    PLATEAU;

    /** The name as the command line writes it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public LearningRate {
    Objects.requireNonNull(schedule);
    require(initial > 0 && Double.isFinite(initial), "learning rate", initial, "positive");
    require(finalShare > 0 && finalShare <= 1, "final rate", finalShare, "in (0, 1]");
    require(warmUp >= 0, "warm-up", warmUp, "not negative");
    require(factor > 0 && factor < 1, "plateau factor", factor, "between 0 and 1");
    require(stagnation >= 1, "plateau patience", stagnation, "at least 1");
  }

  private static void require(boolean holds, String what, double value, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(what + " must be " + rule + ", got " + value);
    }
  }

  /** A schedule without warm-up, with a plateau's common numbers: half, after ten epochs. */
  public static LearningRate of(Schedule schedule, double initial, double finalShare) {
    return new LearningRate(schedule, initial, finalShare, 0, 0.5, 10);
  }

  /** The same from another rate. */
  public LearningRate withInitial(double rate) {
    return new LearningRate(schedule, rate, finalShare, warmUp, factor, stagnation);
  }

  /** The same with a warm-up of some epochs. */
  public LearningRate withWarmUp(int epochs) {
    return new LearningRate(schedule, initial, finalShare, epochs, factor, stagnation);
  }

  /** The same with a plateau's factor and epochs. */
  public LearningRate withPlateau(double newFactor, int epochs) {
    return new LearningRate(schedule, initial, finalShare, warmUp, newFactor, epochs);
  }

  /**
   * The rate of a round.
   *
   * @param done epochs done
   * @param epochs in all
   * @param curve points so far
   */
  double at(int done, int epochs, List<CurvePoint> curve) {
    double share =
        switch (schedule) {
          case CONSTANT -> 1;
          case COSINE -> {
            double cosine = 0.5 * (1 + Math.cos(Math.PI * ((double) done / epochs)));
            yield finalShare + (1 - finalShare) * cosine;
          }
          case EXPONENTIAL -> Math.pow(finalShare, (double) done / epochs);
          case PLATEAU -> Math.max(finalShare, Math.pow(factor, plateaus(curve)));
        };
    double warmth = done < warmUp ? (done + 1.0) / (warmUp + 1) : 1;
    return initial * share * warmth;
  }

  /** How often the loss stood still; the training loss where there is no validation. */
  private int plateaus(List<CurvePoint> curve) {
    double best = Double.POSITIVE_INFINITY;
    int since = 0;
    int plateaus = 0;
    for (CurvePoint point : curve) {
      double loss = Double.isNaN(point.validationLoss()) ? point.loss() : point.validationLoss();
      if (loss < best) {
        best = loss;
        since = point.epoch();
      } else if (point.epoch() - since >= stagnation) {
        plateaus++;
        since = point.epoch();
      }
    }
    return plateaus;
  }

  /** The settings that matter to the schedule, by the names of the command line. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new TreeMap<>();
    map.put("learning_rate", initial);
    map.put("schedule", schedule.text());
    map.put("warm_up", warmUp);
    if (schedule != Schedule.CONSTANT) {
      map.put("final_rate", finalShare);
    }
    if (schedule == Schedule.PLATEAU) {
      map.put("plateau_factor", factor);
      map.put("plateau_patience", stagnation);
    }
    return map;
  }
}
