package org.quarry.descriptor.scattering;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.quarry.parameters.Parameters;
import org.quarry.parameters.Settings;

/**
 * Parameters of solid harmonic scattering under kymatio's names.
 *
 * @param grid M, N, O: points along x, y and z, each from 4 to 2048
 * @param scales J: the coarsest scale, so that there are J + 1, from 0 to 10
 * @param lMax L: the highest degree of the harmonics, from 0 to 8
 * @param sigma0 width of the smallest wavelet in grid units
 * @param integralPowers q: powers of the moduli that are summed, each above 0 and at most 100
 * @param maxOrder 1 or 2: moduli of the density, and of these moduli
 * @param densitySigma width of an atom's Gaussian in grid units
 * @param voxelsPerAngstrom grid units per Å
 * @param channels densities, in the order of the values
 * @param subsampling whether coarse scales are computed on coarser grids
 */
public record ScatteringParameters(
    List<Integer> grid,
    int scales,
    int lMax,
    double sigma0,
    List<Double> integralPowers,
    int maxOrder,
    double densitySigma,
    double voxelsPerAngstrom,
    List<Channel> channels,
    Subsampling subsampling)
    implements Parameters {
  private static final long LARGEST_GRID = 1L << 28;

  public ScatteringParameters {
    grid = List.copyOf(grid);
    integralPowers = List.copyOf(integralPowers);
    channels = List.copyOf(channels);
    check(grid.size() == 3, "grid must be three numbers of points", grid);
    long points = 1;
    for (int n : grid) {
      check(n >= 4 && n <= 2048, "grid must have 4 to 2048 points along an axis", grid);
      points *= n;
    }
    check(points <= LARGEST_GRID, "grid must have at most 2^28 points", grid);
    check(scales >= 0 && scales <= 10, "J must be between 0 and 10", scales);
    check(lMax >= 0 && lMax <= 8, "L must be between 0 and 8", lMax);
    check(positive(sigma0), "sigma_0 must be above 0", sigma0);
    check(!integralPowers.isEmpty(), "integral_powers must not be empty", integralPowers);
    for (double q : integralPowers) {
      check(q > 0 && q <= 100, "integral_powers must be above 0 and at most 100", integralPowers);
    }
    check(maxOrder == 1 || maxOrder == 2, "max_order must be 1 or 2", maxOrder);
    check(positive(densitySigma), "density_sigma must be above 0", densitySigma);
    check(positive(voxelsPerAngstrom), "voxels_per_angstrom must be above 0", voxelsPerAngstrom);
    boolean distinct = Set.copyOf(channels).size() == channels.size();
    check(!channels.isEmpty() && distinct, "channels must be one or more, each once", channels);
  }

  /** Pairs of scales j1 &lt; j2 in the order of the values; none if there is no second order. */
  int pairs() {
    return maxOrder < 2 ? 0 : scales * (scales + 1) / 2;
  }

  int[] shape() {
    return grid.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public String name() {
    return "scattering";
  }

  @Override
  public Map<String, Object> toMap() {
    return Map.of(
        "grid",
        grid,
        "J",
        scales,
        "L",
        lMax,
        "sigma_0",
        sigma0,
        "integral_powers",
        integralPowers,
        "max_order",
        maxOrder,
        "density_sigma",
        densitySigma,
        "voxels_per_angstrom",
        voxelsPerAngstrom,
        "channels",
        channels.stream().map(Settings::textOf).toList(),
        "subsampling",
        subsampling.toSetting());
  }

  private static boolean positive(double value) {
    return value > 0 && value < Double.POSITIVE_INFINITY;
  }

  private static void check(boolean right, String wanted, Object got) {
    if (!right) {
      throw new IllegalArgumentException("scattering: " + wanted + ", got " + got);
    }
  }
}
