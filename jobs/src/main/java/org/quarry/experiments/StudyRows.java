package org.quarry.experiments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.quarry.atoms.Configuration;
import org.quarry.descriptor.Descriptor;
import org.quarry.potential.Evaluator;
import org.quarry.potential.NoAnswerException;
import org.quarry.potential.Potentials;
import org.quarry.regression.Composition;
import org.quarry.regression.Observation;
import org.quarry.regression.ReferenceRow;

/**
 * Rows for label augmentation, computed on the spot.
 *
 * @param rows a frame each
 * @param mute how often each potential gave no energy, where it ever did
 */
record StudyRows(List<ReferenceRow> rows, SortedMap<String, Integer> mute) {
  private static final int AT_ONCE = 64; // configurations that a potential is told of together

  /**
   * Describes frames and asks all potentials.
   *
   * @param potentials a spec each, by the name of its class
   */
  static StudyRows of(
      StudyFrames frames,
      Map<String, String> potentials,
      List<Descriptor> descriptors,
      FoldUnit unit) {
    List<SortedMap<String, Double>> energies = new ArrayList<>();
    frames.frames().forEach(frame -> energies.add(new TreeMap<>()));
    SortedMap<String, Integer> mute = new TreeMap<>();
    potentials.forEach((name, spec) -> ask(name, spec, frames, energies, mute));
    List<org.quarry.descriptor.Evaluator> evaluators =
        descriptors.stream().map(Descriptor::evaluator).toList();
    List<ReferenceRow> rows = new ArrayList<>();
    for (int i = 0; i < energies.size(); i++) {
      StudyFrames.Labeled frame = frames.frames().get(i);
      Configuration configuration = frame.configuration();
      double[] vector = new double[descriptors.stream().mapToInt(Descriptor::features).sum()];
      int at = 0;
      for (int d = 0; d < evaluators.size(); d++) {
        evaluators.get(d).evaluate(configuration);
        int width = descriptors.get(d).features();
        System.arraycopy(Arrays.copyOf(evaluators.get(d).values(), width), 0, vector, at, width);
        at += width;
      }
      rows.add(
          new ReferenceRow(
              configuration.id(),
              unit.key(frame),
              frame.energy(),
              Observation.of(
                  Composition.of(configuration),
                  Observation.density(configuration),
                  vector,
                  energies.get(i))));
    }
    return new StudyRows(rows, mute);
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
