package org.quarry.descriptor.coulomb;

import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Evaluator;
import org.quarry.descriptor.FeatureLayout;

/** A descriptor made of a matrix over pairs of atoms: all but the elements. */
abstract class MatrixDescriptor implements Descriptor {
  private final MatrixForm form;
  private final FeatureLayout layout;

  MatrixDescriptor(MatrixForm form) {
    this.form = form;
    this.layout = form.layout();
  }

  /** New elements, for one thread. */
  abstract PairMatrix pairs();

  @Override
  public final FeatureLayout layout() {
    return layout;
  }

  @Override
  public final Rows rows() {
    return form.rows();
  }

  @Override
  public final Evaluator evaluator() {
    return new MatrixEvaluator(parameters().name(), form, pairs(), features());
  }
}
