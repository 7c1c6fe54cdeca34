package org.quarry.descriptor.coulomb;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.quarry.descriptor.Descriptor.Rows;
import org.quarry.descriptor.FeatureLayout;
import org.quarry.parameters.Settings;

/**
 * What becomes of an n × n matrix over the atoms of a configuration: the settings that the matrix
 * descriptors share.
 *
 * <p>A matrix is permuted and flattened row-major into n_atoms_max² numbers, with the n × n matrix
 * in the top left corner and zeros elsewhere; the eigenspectrum has n_atoms_max numbers, zeros
 * last. There is one row a configuration, or one a copy where there is {@linkplain RowNoise noise}
 * with several copies. With a {@linkplain Binarization binarization} every number of a row becomes
 * several.
 *
 * @param nAtomsMax atoms of the largest configuration, from 1 to {@value #LIMIT}; smaller ones are
 *     padded with zeros
 * @param permutation how the order of the atoms is done away with
 * @param noise on the norms for {@link Permutation#RANDOM}, and for no other
 * @param units of the distances in the matrix
 * @param binarization the expansion of the numbers, if any
 */
public record MatrixForm(
    int nAtomsMax,
    Permutation permutation,
    Optional<RowNoise> noise,
    LengthUnit units,
    Optional<Binarization> binarization) {
  private static final int LIMIT = 10_000;
  private static final int MAX_NUMBERS = 1 << 29;

  /** The names that {@link #read} asks for. */
  static final Set<String> SETTINGS =
      Set.of("n_atoms_max", "permutation", "sigma", "seed", "copies", "units", "binarization");

  public MatrixForm {
    if (nAtomsMax < 1 || nAtomsMax > LIMIT) {
      throw wrong("n_atoms_max must be between 1 and " + LIMIT, nAtomsMax);
    }
    if (noise.isPresent() != (permutation == Permutation.RANDOM)) {
      throw wrong(
          "sigma, seed and copies belong to permutation random, which needs a sigma",
          Settings.textOf(permutation) + (noise.isPresent() ? " with them" : " without"));
    }
    long numbers =
        (permutation == Permutation.EIGENSPECTRUM ? 1L : nAtomsMax)
            * nAtomsMax
            * binarization.map(Binarization::count).orElse(1)
            * noise.map(RowNoise::copies).orElse(1);
    if (numbers > MAX_NUMBERS) {
      throw wrong(
          "n_atoms_max, binarization and copies may make 2^29 numbers of a configuration", numbers);
    }
  }

  /** A matrix as DScribe gives it, distances in Å, with a permutation other than random. */
  public static MatrixForm of(int nAtomsMax, Permutation permutation) {
    return new MatrixForm(
        nAtomsMax, permutation, Optional.empty(), LengthUnit.ANGSTROM, Optional.empty());
  }

  /** A matrix sorted by norms with noise, distances in Å. */
  public static MatrixForm random(int nAtomsMax, RowNoise noise) {
    return new MatrixForm(
        nAtomsMax, Permutation.RANDOM, Optional.of(noise), LengthUnit.ANGSTROM, Optional.empty());
  }

  public MatrixForm withUnits(LengthUnit newUnits) {
    return new MatrixForm(nAtomsMax, permutation, noise, newUnits, binarization);
  }

  public MatrixForm withBinarization(Binarization newBinarization) {
    return new MatrixForm(nAtomsMax, permutation, noise, units, Optional.of(newBinarization));
  }

  /**
   * Reads {@code n_atoms_max}, {@code permutation} (none, sorted_l2 by default, eigenspectrum,
   * random), {@code sigma}, {@code seed} (0 by default) and {@code copies} (1) for random, {@code
   * units} (angstrom by default, bohr) and {@code binarization} {theta (1), min (0), max}.
   */
  static MatrixForm read(Settings settings) {
    Permutation permutation = settings.choice("permutation", Permutation.SORTED_L2);
    return new MatrixForm(
        settings.integer("n_atoms_max"),
        permutation,
        readNoise(settings, permutation),
        settings.choice("units", LengthUnit.ANGSTROM),
        readBinarization(settings));
  }

  private static Optional<RowNoise> readNoise(Settings settings, Permutation permutation) {
    if (permutation == Permutation.RANDOM) {
      return Optional.of(
          new RowNoise(
              settings.number("sigma"),
              settings.has("seed") ? settings.integer("seed") : 0,
              settings.has("copies") ? settings.integer("copies") : 1));
    }
    for (String key : List.of("sigma", "seed", "copies")) {
      if (settings.has(key)) {
        throw settings.wrong(
            key, "left out unless permutation is random", settings.toMap().get(key));
      }
    }
    return Optional.empty();
  }

  private static Optional<Binarization> readBinarization(Settings settings) {
    if (!settings.has("binarization")) {
      return Optional.empty();
    }
    Settings group = settings.group("binarization");
    Binarization binarization =
        new Binarization(group.number("theta", 1), group.number("min", 0), group.number("max"));
    group.refuseOthers();
    return Optional.of(binarization);
  }

  /** The settings under the names of the command line; those that say nothing are left out. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new TreeMap<>();
    map.put("n_atoms_max", nAtomsMax);
    map.put("permutation", Settings.textOf(permutation));
    map.put("units", Settings.textOf(units));
    noise.ifPresent(n -> n.addTo(map));
    binarization.ifPresent(b -> map.put("binarization", b.toMap()));
    return Collections.unmodifiableMap(map);
  }

  Rows rows() {
    return noise.isPresent() && noise.get().copies() > 1 ? Rows.COPY : Rows.CONFIGURATION;
  }

  FeatureLayout layout() {
    int expansion = binarization.map(Binarization::count).orElse(1);
    if (permutation == Permutation.EIGENSPECTRUM) {
      return FeatureLayout.of(List.of("eigenvalues"), List.of(nAtomsMax * expansion));
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < nAtomsMax; i++) {
      names.add("row " + i);
    }
    return FeatureLayout.of(names, Collections.nCopies(nAtomsMax, nAtomsMax * expansion));
  }

  /** The exception for a setting that is not allowed. */
  static IllegalArgumentException wrong(String rule, Object value) {
    return new IllegalArgumentException("coulomb, sine, ewald: " + rule + ", got " + value);
  }
}
