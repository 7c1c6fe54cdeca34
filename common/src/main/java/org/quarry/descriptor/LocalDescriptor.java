package org.quarry.descriptor;

import org.quarry.atoms.Configuration;

/** A descriptor of the surroundings of a point, an atom or not. */
public interface LocalDescriptor extends Descriptor {
  @Override
  LocalEvaluator evaluator();

  /** The workspace of a local descriptor: its centres may be chosen. */
  interface LocalEvaluator extends Evaluator {
    /**
     * Computes the rows of some atoms, in the order given; averages are over these.
     *
     * @param atoms indices from 0, at least one
     * @return the number of rows
     */
    int evaluateAtoms(Configuration configuration, int[] atoms);

    /**
     * Computes the rows of arbitrary points, in the order given; averages are over these. An atom
     * that sits on a point is treated as the centre of its own row is.
     *
     * @param points three Cartesian coordinates in Å each, at least one point
     * @return the number of rows
     */
    int evaluateAround(Configuration configuration, double[] points);
  }
}
