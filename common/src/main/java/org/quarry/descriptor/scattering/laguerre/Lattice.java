package org.quarry.descriptor.scattering.laguerre;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.quarry.atoms.Configuration;
import org.quarry.math.fft.DirectPointTransform;
import org.quarry.math.fft.NonuniformFft;
import org.quarry.math.fft.PointTransform;

/**
 * All that depends on the periods alone: grids and wavelets of every scale and the transform of the
 * atoms. Kept from one configuration to the next while the periods stay.
 */
final class Lattice {
  /** Fewer points along an axis integrate the second order of large scales too badly. */
  private static final int LEAST_POINTS = 40;

  final PeriodicBox box;

  /** Where the first order is summed and transformed for the second. */
  final FieldGrid full;

  /** Where the second order of a scale is summed. */
  final FieldGrid[] grids;

  final LaguerreBank bank;
  final PointTransform atoms;

  private Lattice(LaguerreParameters parameters, PeriodicBox box, List<FieldGrid> known) {
    List<Double> scales = parameters.scales();
    Sampling sampling = parameters.sampling();
    this.box = box;
    this.grids = new FieldGrid[scales.size()];
    this.full = shared(FieldGrid.of(box, sampling.spacing(), 1), known);
    for (int i = 0; i < grids.length; i++) {
      double spacing = sampling.spacing(scales.get(i), scales.get(0));
      FieldGrid wanted = FieldGrid.of(box, spacing, LEAST_POINTS);
      grids[i] = shared(FieldGrid.coarser(full, wanted), known);
    }
    this.bank = new LaguerreBank(parameters, box, grids);
    int[] limits = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      limits[axis] = (bank.length(axis) - 1) / 2;
    }
    this.atoms =
        switch (parameters.fourier()) {
          case DIRECT -> new DirectPointTransform(limits);
          case NUFFT -> NonuniformFft.of(parameters.accuracy(), limits);
        };
  }

  /** The lattice of a configuration: the last one where that fits, else with what fits of it. */
  static Lattice of(LaguerreParameters parameters, Configuration configuration, Lattice last) {
    try {
      PeriodicBox box = PeriodicBox.of(configuration, parameters.vacuum());
      if (last != null && last.box.sameAs(box)) {
        return last;
      }
      List<FieldGrid> known = new ArrayList<>();
      if (last != null) {
        known.add(last.full);
        known.addAll(Arrays.asList(last.grids));
      }
      return new Lattice(parameters, box, known);
    } catch (IllegalArgumentException e) {
      throw LaguerreScattering.refusal(configuration, e.getMessage());
    }
  }

  /** The grid of equal size that is known already, so that both share transforms and arrays. */
  private static FieldGrid shared(FieldGrid grid, List<FieldGrid> known) {
    for (FieldGrid other : known) {
      if (other.sameAs(grid)) {
        return other;
      }
    }
    known.add(grid);
    return grid;
  }
}
