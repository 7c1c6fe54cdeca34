package org.quarry.descriptor.mbtr;

import java.util.Arrays;
import org.quarry.atoms.Configuration;
import org.quarry.descriptor.Evaluator;
import org.quarry.descriptor.mbtr.Weighting.Function;

/** Workspace of {@link Mbtr}. */
final class MbtrEvaluator implements Evaluator {
  private final Mbtr mbtr;
  private final MbtrParameters parameters;
  private final Term term;
  private final Normalizer normalizer;
  private final double[] values;

  MbtrEvaluator(Mbtr mbtr) {
    this.mbtr = mbtr;
    this.parameters = mbtr.parameters();
    this.term =
        switch (parameters.geometry().k()) {
          case 1 -> new AtomTerm(mbtr);
          case 2 -> new PairTerm(mbtr);
          default -> new TripleTerm(mbtr);
        };
    this.normalizer = new Normalizer(mbtr);
    this.values = new double[mbtr.features()];
  }

  @Override
  public double[] values() {
    return values;
  }

  @Override
  public int evaluate(Configuration configuration) {
    mbtr.species().requireAll(configuration);
    Configuration c = parameters.boundary().applyTo(configuration);
    if (parameters.geometry().k() > 1
        && c.pbc().any()
        && parameters.weighting().function() == Function.UNITY) {
      throw Mbtr.refusal(
          configuration, "is periodic: that takes a weighting other than unity, or periodic false");
    }
    Arrays.fill(values, 0);
    term.add(configuration, c, values);
    normalizer.apply(configuration, values);
    return 1;
  }
}
