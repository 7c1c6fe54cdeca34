package org.quarry.descriptor.scattering.laguerre;

import java.util.Arrays;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.descriptor.Evaluator;
import org.quarry.descriptor.scattering.ModulusTransform;
import org.quarry.descriptor.scattering.PowerSums;
import org.quarry.descriptor.scattering.Spectrum;
import org.quarry.descriptor.scattering.laguerre.LaguerreParameters.Bias;

/** Workspace of {@link LaguerreScattering}. */
final class LaguerreEvaluator implements Evaluator {
  private final LaguerreParameters parameters;
  private final AtomDensity density;
  private final PowerSums powers;
  private final double[] values;
  private final int degrees;
  private final int scales;
  private final int channelSize;
  private Lattice lattice;
  private int atoms;

  LaguerreEvaluator(LaguerreParameters parameters, int features) {
    this.parameters = parameters;
    this.degrees = parameters.wavelets().lMax() + 1;
    this.scales = parameters.scales().size();
    this.density = new AtomDensity(parameters);
    this.powers = new PowerSums(parameters.integralPowers());
    this.values = new double[features];
    this.channelSize = (features - firstFeature()) / parameters.channels().size();
  }

  @Override
  public int evaluate(Configuration configuration) {
    density.check(configuration);
    lattice = Lattice.of(parameters, configuration, lattice);
    density.set(configuration, lattice);
    int offset = firstFeature();
    Arrays.fill(values, 0, offset, 1);
    for (int channel = 0; channel < parameters.channels().size(); channel++) {
      int like = density.multipleOf(channel);
      if (density.isEmpty(channel)) {
        Arrays.fill(values, offset, offset + channelSize, 0);
      } else if (like < channel) {
        copy(firstFeature() + like * channelSize, offset, density.ratio(like, channel));
      } else {
        zeroOrder(channel, configuration, offset);
        if (parameters.maxOrder() > 0) {
          higherOrders(density.spectrum(channel), offset + powers.size());
        }
      }
      offset += channelSize;
    }
    atoms = configuration.size();
    Normalizer.apply(parameters, atoms, values, firstFeature(), channelSize);
    return 1;
  }

  @Override
  public double[] values() {
    return values;
  }

  /** The density of the last configuration. */
  AtomDensity density() {
    return density;
  }

  /** The lattice of the last configuration. */
  Lattice lattice() {
    return lattice;
  }

  /** Where the first order of a channel, scale and degree begins in the row. */
  int firstOrder(int channel, int scale, int l) {
    return firstFeature() + channel * channelSize + (1 + scale * degrees + l) * powers.size();
  }

  /** What normalization multiplied the first order of a channel and power by. */
  double firstOrderFactor(int channel, int power) {
    return switch (parameters.normalization()) {
      case NONE -> 1;
      case ATOMS -> 1.0 / atoms;
      case LOWER_ORDER -> {
        double zero = values[firstFeature() + channel * channelSize + power] * atoms;
        yield zero == 0 ? 0 : 1 / zero;
      }
    };
  }

  private int firstFeature() {
    return parameters.bias() == Bias.CONSTANT ? 1 : 0;
  }

  /** Every feature of a density c ρ is c^q times that of ρ. */
  private void copy(int from, int to, double factor) {
    for (int i = 0; i < channelSize; i++) {
      values[to + i] =
          values[from + i]
              * StrictMath.pow(factor, parameters.integralPowers().get(i % powers.size()));
    }
  }

  private void zeroOrder(int channel, Configuration configuration, int offset) {
    DensityChannel charges = parameters.channels().get(channel);
    for (int i = 0; i < powers.size(); i++) {
      double sum = 0;
      for (int atom = 0; atom < configuration.size(); atom++) {
        double charge = charges.charge(Element.of(configuration.atomicNumber(atom)));
        sum += StrictMath.pow(charge, parameters.integralPowers().get(i));
      }
      values[offset + i] = sum;
    }
  }

  private void higherOrders(Spectrum source, int offset) {
    int second = offset + scales * degrees * powers.size();
    ModulusTransform modulus = lattice.full.modulus();
    for (int j = 0; j < scales; j++) {
      int widest = widestPartner(j);
      for (int l = 0; l < degrees; l++) {
        modulus.apply(source, lattice.bank, lattice.bank.group(j, l), powers);
        writeIntegrals(lattice.full, offset + (j * degrees + l) * powers.size());
        if (widest >= 0) {
          Spectrum spectrum = lattice.full.spectrum();
          spectrum.transform(
              modulus.transform(),
              modulus.field(),
              lattice.bank.band(lattice.bank.group(widest, 0)));
          secondOrder(j, l, spectrum, second);
        }
      }
      second += partners(j) * degrees * degrees * powers.size();
    }
  }

  /** The second order of one modulus: [pair][l₁][l₂][q] from an offset on. */
  private void secondOrder(int j1, int l1, Spectrum modulus, int offset) {
    int pair = 0;
    for (int j2 = 0; j2 < scales; j2++) {
      if (parameters.follows(j1, j2)) {
        for (int l2 = 0; l2 < degrees; l2++) {
          FieldGrid grid = lattice.grids[j2];
          grid.modulus().apply(modulus, lattice.bank, lattice.bank.group(j2, l2), powers);
          int feature = (pair * degrees + l1) * degrees + l2;
          writeIntegrals(grid, offset + feature * powers.size());
        }
        pair++;
      }
    }
  }

  private int partners(int j1) {
    int count = 0;
    for (int j2 = 0; j2 < scales; j2++) {
      count += parameters.follows(j1, j2) ? 1 : 0;
    }
    return count;
  }

  /** The smallest scale that follows, whose band holds those of the others, or −1. */
  private int widestPartner(int j1) {
    for (int j2 = 0; j2 < scales; j2++) {
      if (parameters.follows(j1, j2)) {
        return j2;
      }
    }
    return -1;
  }

  private void writeIntegrals(FieldGrid grid, int offset) {
    powers.write(lattice.box.volume() / grid.size(), values, offset);
  }
}
