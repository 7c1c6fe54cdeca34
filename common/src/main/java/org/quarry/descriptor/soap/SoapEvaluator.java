package org.quarry.descriptor.soap;

import java.util.Arrays;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.atoms.NeighborList;
import org.quarry.atoms.Periodicity;
import org.quarry.descriptor.LocalDescriptor.LocalEvaluator;
import org.quarry.descriptor.soap.SoapParameters.Average;
import org.quarry.descriptor.soap.SoapParameters.Boundary;

/**
 * Workspace of {@link Soap}: neighbours, then the expansion and the power spectrum of each centre.
 */
final class SoapEvaluator implements LocalEvaluator {
  private final Soap soap;
  private final int features;
  private final NeighborList neighbors;
  private final DensityExpansion density;
  private final DensityExpansion mean;
  private final PowerSpectrum spectrum;
  private double[] values = new double[0];

  SoapEvaluator(Soap soap) {
    this.soap = soap;
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

  @Override
  public int evaluate(Configuration configuration) {
    Configuration c = prepared(configuration);
    neighbors.build(c);
    int rows = begin(c.size());
    for (int i = 0; i < c.size(); i++) {
      expandAtom(configuration, c, i);
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
      expandAtom(configuration, c, atoms[k]);
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
      density.clear();
      expandNeighbors(c, k);
      finish(k);
    }
    return end(centers, rows);
  }

  /** The configuration as the neighbour search is to see it. */
  private Configuration prepared(Configuration configuration) {
    for (int i = 0; i < configuration.size(); i++) {
      int z = configuration.atomicNumber(i);
      if (soap.species(z) < 0) {
        throw Soap.refusal(
            configuration,
            "holds " + Element.of(z) + ", which is not in species " + soap.parameters().species());
      }
    }
    boolean cut = soap.parameters().boundary() == Boundary.OPEN && configuration.pbc().any();
    return cut
        ? Configuration.of(
            configuration.atomicNumbers(), configuration.positions(), Cell.NONE, Periodicity.NONE)
        : configuration;
  }

  private int begin(int centers) {
    if (centers == 0) {
      throw new IllegalArgumentException("soap: at least one center is needed");
    }
    int rows = soap.parameters().average() == Average.OFF ? centers : 1;
    long length = (long) rows * features;
    if (length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "soap: " + rows + " rows of " + features + " features do not fit into one array");
    }
    if (values.length < length) {
      values = new double[(int) length];
    }
    Arrays.fill(values, 0, (int) length, 0);
    if (soap.parameters().average() == Average.INNER) {
      mean.clear();
    }
    return rows;
  }

  private void expandAtom(Configuration named, Configuration c, int atom) {
    int[] offsets = neighbors.offsets();
    double[] v = neighbors.vectors();
    for (int pair = offsets[atom]; pair < offsets[atom + 1]; pair++) {
      if (v[3 * pair] == 0 && v[3 * pair + 1] == 0 && v[3 * pair + 2] == 0) {
        throw Soap.refusal(
            named,
            "has atoms " + atom + " and " + neighbors.neighbors()[pair] + " at the same place");
      }
    }
    density.clear();
    density.addCenter(soap.species(c.atomicNumber(atom)));
    expandNeighbors(c, atom);
  }

  private void expandNeighbors(Configuration c, int center) {
    int[] offsets = neighbors.offsets();
    density.add(
        c, neighbors.neighbors(), neighbors.vectors(), offsets[center], offsets[center + 1]);
  }

  private void finish(int center) {
    switch (soap.parameters().average()) {
      case OFF -> spectrum.add(density, values, center * features);
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
        spectrum.add(mean, values, 0);
      }
    }
    return rows;
  }
}
