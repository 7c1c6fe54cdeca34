package org.quarry.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Labels;

/**
 * Several models that answer together: the mean of what they say, and how far they are apart. What
 * one of them refuses, the committee refuses. For one thread.
 */
public final class Committee implements Predictor {
  private final List<Predictor> members;

  private Committee(List<Predictor> members) {
    this.members = members;
  }

  /**
   * A committee; a single member answers for itself.
   *
   * @throws IllegalArgumentException if there is no member
   */
  public static Predictor of(List<Predictor> members) {
    if (members.isEmpty()) {
      throw new IllegalArgumentException("a committee without members");
    }
    return members.size() == 1 ? members.get(0) : new Committee(List.copyOf(members));
  }

  /** The members' names, joined by commas. */
  @Override
  public String name() {
    return members.stream().map(Predictor::name).collect(Collectors.joining(","));
  }

  @Override
  public List<Answer> predict(List<Configuration> configurations) {
    List<List<Answer>> all = members.stream().map(m -> m.predict(configurations)).toList();
    List<Answer> together = new ArrayList<>();
    for (int i = 0; i < configurations.size(); i++) {
      int index = i;
      together.add(together(all.stream().map(answers -> answers.get(index)).toList()));
    }
    return together;
  }

  private Answer together(List<Answer> answers) {
    List<Labels> labels = new ArrayList<>();
    for (Answer answer : answers) {
      if (answer instanceof Answer.Given given) {
        labels.add(given.labels());
      } else {
        return answer;
      }
    }
    Labels mean = mean(labels);
    return new Answer.Given(mean, Optional.of(Disagreement.of(labels, mean)));
  }

  private Labels mean(List<Labels> labels) {
    Labels first = labels.get(0);
    Labels.Builder mean =
        Labels.builder()
            .method(Predictor.METHOD + name())
            .energyKind(first.energyKind())
            .energy(mean(labels.stream().map(l -> new double[] {l.energy().orElseThrow()}))[0]);
    if (labels.stream().allMatch(l -> l.forces().isPresent())) {
      mean.forces(mean(labels.stream().map(l -> l.forces().get())));
    }
    if (labels.stream().allMatch(l -> l.stress().isPresent())) {
      mean.stress(mean(labels.stream().map(l -> l.stress().get())));
    }
    return mean.build();
  }

  private double[] mean(java.util.stream.Stream<double[]> values) {
    double[] sum = null;
    for (double[] value : values.toList()) {
      if (sum == null) {
        sum = value.clone();
      } else {
        for (int k = 0; k < sum.length; k++) {
          sum[k] += value[k];
        }
      }
    }
    for (int k = 0; k < sum.length; k++) {
      sum[k] /= members.size();
    }
    return sum;
  }
}
