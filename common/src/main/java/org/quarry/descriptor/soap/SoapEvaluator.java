package org.quarry.descriptor.soap;

import java.util.Arrays;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.NeighborList;
import org.quarry.descriptor.LocalDescriptor.LocalEvaluator;
import org.quarry.descriptor.soap.SoapParameters.Average;

/**
 * Workspace of {@link Soap}: neighbours, then the expansion and the power spectrum of each centre.
 */
final class SoapEvaluator implements LocalEvaluator {
  /** Is shown the expansion around each centre in turn, which the next overwrites. */
  interface Observer {
    void expanded(int center, DensityExpansion density);
  }

  private final Soap soap;
  private final Observer observer;
  private final int features;
  private final NeighborList neighbors;
  private final DensityExpansion density;
  private final DensityExpansion mean;
  private final PowerSpectrum spectrum;
  private int[] species = new int[0];
  private double[] values = new double[0];

  SoapEvaluator(Soap soap) {
    this(soap, (center, density) -> {});
  }

  SoapEvaluator(Soap soap, Observer observer) {
    this.soap = soap;
    this.observer = observer;
    this.features = soap.features();
    this.neighbors = new NeighborList(soap.parameters().reach());
    this.density = new DensityExpansion(soap);
    this.mean = new DensityExpansion(soap);
    this.spectrum = new PowerSpectrum(soap.parameters(), soap.positions());
  }

  @Override
  public double[] values() {
    return values;
  }

  /** The neighbours of the last evaluation: of all atoms, or of the points. */
  NeighborList neighbors() {
    return neighbors;
  }

  /** The mean expansion of the last evaluation, for the inner average. */
  DensityExpansion mean() {
    return mean;
  }

  @Override
  public int evaluate(Configuration configuration) {
    Configuration c = prepared(configuration);
    neighbors.build(c);
    int rows = begin(c.size());
    for (int i = 0; i < c.size(); i++) {
      expandAtom(configuration, i);
      finish(i);
    }
    return end(c.size(), rows);
  }

  @Override
  public int evaluateAtoms(Configuration configuration, int[] atoms) {
    Configuration c = prepared(configuration);
    neighbors.build(c);
    int rows = begin(atoms.length);
    for (int k = 0; k < atoms.length; k++) {
      if (atoms[k] < 0 || atoms[k] >= c.size()) {
        throw Soap.refusal(configuration, "has no atom " + atoms[k]);
      }
      expandAtom(configuration, atoms[k]);
      finish(k);
    }
    return end(atoms.length, rows);
  }

  @Override
  public int evaluateAround(Configuration configuration, double[] points) {
    if (points.length == 0 || points.length % 3 != 0) {
      throw new IllegalArgumentException(
          "soap: points need three coordinates each, got " + points.length + " numbers");
    }
    Configuration c = prepared(configuration);
    neighbors.buildAround(c, points);
    int centers = points.length / 3;
    int rows = begin(centers);
    for (int k = 0; k < centers; k++) {
      expandPoint(k);
      finish(k);
    }
    return end(centers, rows);
  }

  /** The configuration as the neighbour search is to see it. */
  private Configuration prepared(Configuration configuration) {
    if (species.length < configuration.size()) {
      species = new int[Math.max(configuration.size(), 2 * species.length)];
    }
    soap.species().requireAll(configuration);
    for (int i = 0; i < configuration.size(); i++) {
      species[i] = soap.species().of(configuration.atomicNumber(i));
    }
    return soap.parameters().boundary().applyTo(configuration);
  }

  private int begin(int centers) {
    if (centers == 0) {
      throw new IllegalArgumentException("soap: at least one center is needed");
    }
    int rows = soap.parameters().average() == Average.OFF ? centers : 1;
    long length = (long) rows * features + PowerSpectrum.ROOM;
    if (length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "soap: " + rows + " rows of " + features + " features do not fit into one array");
    }
    if (values.length < length) {
      values = new double[(int) length];
    }
    switch (soap.parameters().average()) {
      case OFF -> {}
      case OUTER -> Arrays.fill(values, 0, features, 0);
      case INNER -> mean.clear();
    }
    return rows;
  }

  /** Species of the atoms of the last evaluation. */
  int[] species() {
    return species;
  }

  /** Redoes the expansion around an atom of the last evaluation. */
  DensityExpansion expandAtom(int atom) {
    density.clear();
    density.addCenter(species[atom]);
    expandNeighbors(atom);
    return density;
  }

  /** Expands around a point of the evaluation, or redoes it. */
  DensityExpansion expandPoint(int point) {
    density.clear();
    expandNeighbors(point);
    return density;
  }

  private void expandAtom(Configuration named, int atom) {
    int[] offsets = neighbors.offsets();
    double[] v = neighbors.vectors();
    for (int pair = offsets[atom]; pair < offsets[atom + 1]; pair++) {
      if (v[3 * pair] == 0 && v[3 * pair + 1] == 0 && v[3 * pair + 2] == 0) {
        throw Soap.refusal(
            named,
            "has atoms " + atom + " and " + neighbors.neighbors()[pair] + " at the same place");
      }
    }
    expandAtom(atom);
  }

  private void expandNeighbors(int center) {
    int[] offsets = neighbors.offsets();
    density.add(
        species, neighbors.neighbors(), neighbors.vectors(), offsets[center], offsets[center + 1]);
  }

  private void finish(int center) {
    observer.expanded(center, density);
    switch (soap.parameters().average()) {
      case OFF -> spectrum.write(density, values, center * features);
      case OUTER -> spectrum.add(density, values, 0);
      case INNER -> mean.add(density);
    }
  }

  private int end(int centers, int rows) {
    switch (soap.parameters().average()) {
      case OFF -> {}
      case OUTER -> {
        for (int q = 0; q < features; q++) {
          values[q] /= centers;
        }
      }
      case INNER -> {
        mean.divide(centers);
        spectrum.write(mean, values, 0);
      }
    }
    return rows;
  }
}
