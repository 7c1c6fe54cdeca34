package org.quarry.descriptor.scattering.laguerre;

import java.util.Arrays;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.atoms.NeighborList;
import org.quarry.descriptor.scattering.Spectrum;
import org.quarry.math.fft.PointTransform;
import org.quarry.math.fft.RealBoxFft;

/**
 * The Fourier coefficients ρ̂(G) = (1/V) Σ_k c(Z_k) e^(−iG·x_k) of the densities of a
 * configuration: transformed once for each element, combined for each channel.
 */
final class AtomDensity {
  /** Atoms closer than this in Å count as one in the same place. */
  private static final double SAME_PLACE = 1e-3;

  private final LaguerreParameters parameters;
  private final NeighborList near = new NeighborList(SAME_PLACE);
  private final double[][] charges;
  private final boolean[] present;
  private double[] fractions = new double[0];
  private double[][] weights;
  private double[][] re;
  private double[][] im;
  private Lattice lattice;
  private Spectrum spectrum;

  AtomDensity(LaguerreParameters parameters) {
    int species = parameters.species().size();
    this.parameters = parameters;
    this.charges = new double[parameters.channels().size()][species];
    this.present = new boolean[species];
    this.weights = new double[species][0];
    this.re = new double[species][0];
    this.im = new double[species][0];
    for (int channel = 0; channel < charges.length; channel++) {
      for (int s = 0; s < species; s++) {
        charges[channel][s] = parameters.channels().get(channel).charge(species(s));
      }
    }
  }

  /** Refuses what cannot be described. */
  void check(Configuration configuration) {
    for (int atom = 0; atom < configuration.size(); atom++) {
      Element element = Element.of(configuration.atomicNumber(atom));
      if (!parameters.species().contains(element)) {
        throw LaguerreScattering.refusal(
            configuration,
            "holds " + element + ", which is not among species " + parameters.species());
      }
    }
    near.build(configuration);
    for (int atom = 0; atom < configuration.size(); atom++) {
      int first = near.offsets()[atom];
      if (first < near.offsets()[atom + 1]) {
        throw LaguerreScattering.refusal(
            configuration,
            "has atoms " + atom + " and " + near.neighbors()[first] + " at the same place");
      }
    }
  }

  /** Transforms the atoms of a configuration. */
  void set(Configuration configuration, Lattice newLattice) {
    if (newLattice != lattice) {
      lattice = newLattice;
      PointTransform transform = lattice.atoms;
      spectrum =
          new Spectrum(
              RealBoxFft.of(
                  2 * transform.band(0) + 1, 2 * transform.band(1) + 1, 2 * transform.band(2) + 1));
    }
    int atoms = configuration.size();
    int size = lattice.atoms.size();
    if (fractions.length < 3 * atoms) {
      fractions = new double[3 * atoms];
    }
    lattice.box.fractions(configuration, fractions);
    for (int s = 0; s < present.length; s++) {
      if (weights[s].length < atoms) {
        weights[s] = new double[atoms];
      }
      if (re[s].length < size) {
        re[s] = new double[size];
        im[s] = new double[size];
      }
      Arrays.fill(weights[s], 0);
      present[s] = false;
    }
    double each = 1 / lattice.box.volume();
    for (int atom = 0; atom < atoms; atom++) {
      int s = parameters.species().indexOf(Element.of(configuration.atomicNumber(atom)));
      weights[s][atom] = each;
      present[s] = true;
    }
    lattice.atoms.transform(atoms, fractions, weights, re, im);
  }

  /**
   * The first channel whose charges, on the elements that are there, this one's are a multiple of:
   * the channel itself where there is none.
   */
  int multipleOf(int channel) {
    for (int other = 0; other < channel; other++) {
      double ratio = ratio(other, channel);
      boolean multiple = ratio > 0;
      for (int s = 0; s < present.length && multiple; s++) {
        multiple =
            !present[s]
                || Math.abs(charges[channel][s] - ratio * charges[other][s])
                    <= 1e-15 * charges[channel][s];
      }
      if (multiple) {
        return other;
      }
    }
    return channel;
  }

  /** Whether no atom that is there has a charge. */
  boolean isEmpty(int channel) {
    for (int s = 0; s < present.length; s++) {
      if (present[s] && charges[channel][s] > 0) {
        return false;
      }
    }
    return true;
  }

  /** What one channel's charges would have to be multiplied by to be another's. */
  double ratio(int from, int to) {
    for (int s = 0; s < present.length; s++) {
      if (present[s] && charges[from][s] > 0) {
        return charges[to][s] / charges[from][s];
      }
    }
    return 0;
  }

  /** The spectrum of a channel's density; the object is the workspace's own. */
  Spectrum spectrum(int channel) {
    PointTransform transform = lattice.atoms;
    double amplitude = spectrum.amplitude();
    int to = 0;
    for (int h0 = 0; h0 <= transform.band(0); h0++) {
      for (int h2 = 0; h2 < spectrum.length(2); h2++) {
        for (int h1 = 0; h1 < spectrum.length(1); h1++) {
          int from = transform.index(h0, signed(h1, 1), signed(h2, 2));
          double sumRe = 0;
          double sumIm = 0;
          for (int s = 0; s < present.length; s++) {
            if (present[s]) {
              sumRe += charges[channel][s] * re[s][from];
              sumIm += charges[channel][s] * im[s][from];
            }
          }
          spectrum.re()[to] = sumRe / amplitude;
          spectrum.im()[to] = sumIm / amplitude;
          to++;
        }
      }
    }
    return spectrum;
  }

  private int signed(int h, int axis) {
    return h <= lattice.atoms.band(axis) ? h : h - spectrum.length(axis);
  }

  /** Three coordinates in units of the periods for each atom. */
  double[] fractions() {
    return fractions;
  }

  private Element species(int s) {
    return parameters.species().get(s);
  }
}
