package org.quarry.descriptor.acsf;

import java.util.Arrays;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.NeighborList;
import org.quarry.descriptor.LocalDescriptor.LocalEvaluator;
import org.quarry.descriptor.acsf.AcsfParameters.Average;

/** Workspace of {@link Acsf}: neighbours, then the radial and the angular sums of each centre. */
final class AcsfEvaluator implements LocalEvaluator {
  private final Acsf acsf;
  private final AcsfTables tables;
  private final int features;
  private final NeighborList neighbors;
  private final Surroundings surroundings;
  private final AngularSums angles;
  private final double[] pair;
  private double[] values = new double[0];

  AcsfEvaluator(Acsf acsf) {
    this.acsf = acsf;
    this.tables = acsf.tables();
    this.features = acsf.features();
    this.neighbors = new NeighborList(acsf.parameters().rCut());
    this.surroundings = new Surroundings(acsf.species());
    this.angles = new AngularSums(acsf);
    this.pair = new double[tables.pairs.functions()];
  }

  @Override
  public double[] values() {
    return values;
  }

  @Override
  public int evaluate(Configuration configuration) {
    Configuration c = prepared(configuration);
    neighbors.build(c);
    begin(c.size());
    for (int i = 0; i < c.size(); i++) {
      setAtom(configuration, c, i);
      add(row(i));
    }
    return end(c.size());
  }

  @Override
  public int evaluateAtoms(Configuration configuration, int[] atoms) {
    Configuration c = prepared(configuration);
    neighbors.build(c);
    begin(atoms.length);
    for (int k = 0; k < atoms.length; k++) {
      if (atoms[k] < 0 || atoms[k] >= c.size()) {
        throw refusal(configuration, "has no atom " + atoms[k]);
      }
      setAtom(configuration, c, atoms[k]);
      add(row(k));
    }
    return end(atoms.length);
  }

  @Override
  public int evaluateAround(Configuration configuration, double[] points) {
    if (points.length % 3 != 0) {
      throw new IllegalArgumentException(
          "acsf: points need three coordinates each, got " + points.length + " numbers");
    }
    Configuration c = prepared(configuration);
    neighbors.buildAround(c, points);
    int centers = points.length / 3;
    begin(centers);
    for (int k = 0; k < centers; k++) {
      if (surroundings.set(c, neighbors, k) >= 0) {
        surroundings.removeCoincident();
      }
      add(row(k));
    }
    return end(centers);
  }

  private Configuration prepared(Configuration configuration) {
    acsf.species().requireAll(configuration);
    return acsf.parameters().boundary().applyTo(configuration);
  }

  private void setAtom(Configuration named, Configuration c, int atom) {
    int coincident = surroundings.set(c, neighbors, atom);
    if (coincident >= 0) {
      throw refusal(named, "has atoms " + atom + " and " + coincident + " at the same place");
    }
  }

  private static IllegalArgumentException refusal(Configuration configuration, String reason) {
    return new IllegalArgumentException("acsf: " + configuration + " " + reason);
  }

  private boolean averaged() {
    return acsf.parameters().average() == Average.OUTER;
  }

  private int row(int center) {
    return averaged() ? 0 : center * features;
  }

  private void begin(int centers) {
    if (centers == 0) {
      throw new IllegalArgumentException("acsf: at least one center is needed");
    }
    long length = averaged() ? features : (long) centers * features;
    if (length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "acsf: " + centers + " rows of " + features + " features do not fit into one array");
    }
    if (values.length < length) {
      values = new double[(int) length];
    }
    Arrays.fill(values, 0, (int) length, 0);
  }

  private int end(int centers) {
    if (!averaged()) {
      return centers;
    }
    for (int q = 0; q < features; q++) {
      values[q] /= centers;
    }
    return 1;
  }

  /** Adds the functions of the centre whose surroundings are set. */
  private void add(int row) {
    Surroundings s = surroundings;
    boolean angular = tables.angles > 0;
    if (angular) {
      angles.ensureRoom(s.size);
    }
    int radial = tables.radial;
    for (int a = 0; a < acsf.species().size(); a++) {
      int at = row + acsf.radial(a);
      for (int j = s.start[a]; j < s.start[a + 1]; j++) {
        tables.pairs.evaluate(s.r[j], 0, pair.length, pair);
        for (int q = 0; q < radial; q++) {
          values[at + q] += pair[q];
        }
        if (angular) {
          angles.setSide(j, pair, radial);
        }
      }
    }
    if (angular) {
      angles.add(s, values, row);
    }
  }
}
