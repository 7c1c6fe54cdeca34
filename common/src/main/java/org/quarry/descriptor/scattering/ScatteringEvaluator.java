package org.quarry.descriptor.scattering;

import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.descriptor.Evaluator;
import org.quarry.math.fft.Band;
import org.quarry.math.fft.RealBoxFft;

/**
 * Workspace of {@link Scattering}. It holds the density, its spectrum, and for every grid in use a
 * modulus and its spectrum; nothing depends on the number of atoms but their coordinates.
 */
final class ScatteringEvaluator implements Evaluator {
  private final Scattering scattering;
  private final ScatteringParameters parameters;
  private final SolidHarmonicBank bank;
  private final GaussianDensity density;
  private final PowerSums sums;
  private final double[] box;
  private final RealBoxFft.Workspace transform;
  private final Spectrum spectrum;
  private final ModulusTransform[] moduli;
  private final Spectrum[] spectra;
  private final double[] values;
  private double[] positions = new double[0];
  private double[] charges = new double[0];

  ScatteringEvaluator(Scattering scattering) {
    this.scattering = scattering;
    this.parameters = scattering.parameters();
    this.bank = scattering.bank();
    this.density = new GaussianDensity(parameters.shape(), parameters.densitySigma());
    this.sums = new PowerSums(parameters.integralPowers());
    this.spectrum = new Spectrum(scattering.grid());
    int scales = parameters.scales() + 1;
    this.moduli = new ModulusTransform[scales];
    this.spectra = new Spectrum[scales];
    for (int j = 0; j < scales; j++) {
      RealBoxFft grid = scattering.grid(j);
      for (int i = 0; i < j; i++) {
        if (scattering.grid(i) == grid) {
          moduli[j] = moduli[i];
          spectra[j] = spectra[i];
        }
      }
      if (moduli[j] == null) {
        moduli[j] = new ModulusTransform(grid);
        spectra[j] = new Spectrum(grid);
      }
    }
    boolean whole = scattering.grid(0) == scattering.grid();
    this.box = whole ? moduli[0].field() : new double[scattering.grid().size()];
    this.transform = whole ? moduli[0].transform() : scattering.grid().workspace();
    this.values = new double[scattering.features()];
  }

  @Override
  public int evaluate(Configuration configuration) {
    check(configuration);
    place(configuration);
    int offset = 0;
    for (Channel channel : parameters.channels()) {
      for (int i = 0; i < configuration.size(); i++) {
        charges[i] = channel.charge(configuration.atomicNumber(i));
      }
      density.fill(positions, charges, configuration.size(), box);
      offset = describe(offset);
    }
    return 1;
  }

  @Override
  public double[] values() {
    return values;
  }

  /** The values of the density in the box; returns where the next begin. */
  private int describe(int offset) {
    int powers = sums.size();
    int degrees = parameters.lMax() + 1;
    int first = offset + powers;
    int second = first + moduli.length * degrees * powers;
    sums.clear();
    sums.addAll(box, scattering.grid().size());
    sums.write(1, values, offset);
    spectrum.transform(transform, box, widest());
    for (int l = 0; l < degrees; l++) {
      int pair = 0;
      for (int j = 0; j < moduli.length; j++) {
        moduli[j].apply(spectrum, bank, bank.group(j, l), sums);
        sums.write(weight(j), values, first + (j * degrees + l) * powers);
        if (parameters.maxOrder() > 1 && j + 1 < moduli.length) {
          Band band = bank.band(bank.group(j + 1, l));
          spectra[j].transform(moduli[j].transform(), moduli[j].field(), band);
          for (int j2 = j + 1; j2 < moduli.length; j2++) {
            moduli[j2].apply(spectra[j], bank, bank.group(j2, l), sums);
            sums.write(weight(j2), values, second + (pair * degrees + l) * powers);
            pair++;
          }
        }
      }
    }
    return second + parameters.pairs() * degrees * powers;
  }

  /** Points of the whole grid for one of a scale's. */
  private double weight(int scale) {
    return (double) scattering.grid().size() / scattering.grid(scale).size();
  }

  /** The frequencies that any wavelet asks for: those of the smallest scale and some degree. */
  private Band widest() {
    Band widest = bank.band(bank.group(0, 0));
    for (int l = 1; l <= parameters.lMax(); l++) {
      Band band = bank.band(bank.group(0, l));
      widest =
          new Band(
              Math.max(widest.limit0(), band.limit0()),
              Math.max(widest.limit1(), band.limit1()),
              Math.max(widest.limit2(), band.limit2()));
    }
    return widest;
  }

  /** Positions in grid units from their mean. */
  private void place(Configuration configuration) {
    int n = configuration.size();
    if (charges.length < n) {
      charges = new double[n];
      positions = new double[3 * n];
    }
    for (int axis = 0; axis < 3; axis++) {
      double mean = 0;
      for (int i = 0; i < n; i++) {
        mean += configuration.position(i, axis);
      }
      mean /= n;
      for (int i = 0; i < n; i++) {
        double at = (configuration.position(i, axis) - mean) * parameters.voxelsPerAngstrom();
        if (!(Math.abs(at) <= 0.5 * parameters.grid().get(axis))) {
          throw Scattering.refusal(
              configuration,
              "has atom "
                  + i
                  + " at "
                  + at
                  + " grid units from the mean along axis "
                  + axis
                  + ", outside the grid of "
                  + parameters.grid().get(axis)
                  + " points");
        }
        positions[3 * i + axis] = at;
      }
    }
  }

  private void check(Configuration c) {
    for (int i = 0; i < c.size(); i++) {
      for (Channel channel : parameters.channels()) {
        if (!channel.knows(c.atomicNumber(i))) {
          throw Scattering.refusal(
              c,
              "has "
                  + Element.of(c.atomicNumber(i))
                  + "; the channels valence and core know elements up to "
                  + Element.of(Channel.HEAVIEST));
        }
      }
      for (int j = 0; j < i; j++) {
        if (c.position(i, 0) == c.position(j, 0)
            && c.position(i, 1) == c.position(j, 1)
            && c.position(i, 2) == c.position(j, 2)) {
          throw Scattering.refusal(c, "has atoms " + j + " and " + i + " at the same place");
        }
      }
    }
  }
}
