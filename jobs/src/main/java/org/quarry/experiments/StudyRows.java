package org.quarry.experiments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.quarry.atoms.Configuration;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Evaluator;
import org.quarry.regression.Composition;
import org.quarry.regression.Observation;
import org.quarry.regression.ReferenceRow;

/** Rows for label augmentation, computed on the spot. */
final class StudyRows {
  private StudyRows() {}

  /** A row a frame: its energy, and its description beside what potentials say of it. */
  static List<ReferenceRow> of(
      StudyFrames frames, StudyEnergies energies, List<Descriptor> descriptors, FoldUnit unit) {
    List<Evaluator> evaluators = descriptors.stream().map(Descriptor::evaluator).toList();
    for (Descriptor descriptor : descriptors) {
      if (descriptor.rows() != Descriptor.Rows.CONFIGURATION) {
        throw new IllegalArgumentException(
            "a study takes one vector a frame, "
                + descriptor.parameters().canonicalText()
                + " has several");
      }
    }
    List<ReferenceRow> rows = new ArrayList<>();
    for (int i = 0; i < frames.frames().size(); i++) {
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
                  energies.byFrame().get(i))));
    }
    return rows;
  }
}
