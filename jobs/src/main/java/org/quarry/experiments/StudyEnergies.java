package org.quarry.experiments;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.quarry.potential.Evaluator;
import org.quarry.potential.NoAnswerException;
import org.quarry.potential.Potentials;

/**
 * What empirical potentials say of some frames.
 *
 * @param byFrame energies in eV by the names of their classes; one without an answer is absent
 * @param mute how often each potential gave no energy, where it ever did
 */
record StudyEnergies(List<SortedMap<String, Double>> byFrame, SortedMap<String, Integer> mute) {
  private static final int AT_ONCE = 64; // configurations that a potential is told of together

  /**
   * Asks all potentials.
   *
   * @param potentials a spec each, by the name of its class
   */
  static StudyEnergies of(StudyFrames frames, Map<String, String> potentials) {
    List<SortedMap<String, Double>> energies = new ArrayList<>();
    frames.frames().forEach(frame -> energies.add(new TreeMap<>()));
    SortedMap<String, Integer> mute = new TreeMap<>();
    potentials.forEach((name, spec) -> ask(name, spec, frames, energies, mute));
    return new StudyEnergies(energies, mute);
  }

  private static void ask(
      String name,
      String spec,
      StudyFrames frames,
      List<SortedMap<String, Double>> energies,
      SortedMap<String, Integer> mute) {
    Evaluator evaluator = Potentials.of(spec).evaluator();
    for (int i = 0; i < energies.size(); i++) {
      if (i % AT_ONCE == 0) {
        evaluator.expect(
            frames.frames().subList(i, Math.min(i + AT_ONCE, energies.size())).stream()
                .map(StudyFrames.Labeled::configuration)
                .toList());
      }
      try {
        evaluator.compute(frames.frames().get(i).configuration());
        energies.get(i).put(name, evaluator.energy());
      } catch (NoAnswerException e) {
        mute.merge(name, 1, Integer::sum);
      }
    }
  }
}
