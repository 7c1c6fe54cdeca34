package org.quarry.descriptor.soap;

import java.util.List;
import java.util.Map;
import org.quarry.atoms.Element;
import org.quarry.descriptor.Boundary;
import org.quarry.parameters.Parameters;
import org.quarry.parameters.Settings;

/**
 * Parameters of SOAP, under the names and with the meanings of DScribe 2.1. Lengths in Å.
 *
 * @param species the elements that may occur, sorted by atomic number, each once
 * @param rCut cutoff of the radial basis; above 1 for {@link RadialBasis#GTO}, else positive
 * @param nMax radial functions for every l, 1 to {@value #MAX_N}
 * @param lMax highest degree of the spherical harmonics, 0 to {@value #MAX_L}
 * @param sigma width of the Gaussian on every atom, at least {@value #MIN_SIGMA}, and r_cut/50 for
 *     {@link RadialBasis#POLYNOMIAL}
 * @param rbf radial basis
 * @param boundary whether periodic images count
 * @param average what is averaged over the centres
 * @param compression how species are combined
 * @param weighting how atoms count by their distance
 */
public record SoapParameters(
    List<Element> species,
    double rCut,
    int nMax,
    int lMax,
    double sigma,
    RadialBasis rbf,
    Boundary boundary,
    Average average,
    Compression compression,
    Weighting weighting)
    implements Parameters {
  private static final int MAX_N = 20;
  private static final int MAX_L = 20;
  private static final double MIN_SIGMA = 0.01;
  private static final double MAX_CUTOFF = 100;

  /** The quadrature of 100 points does not resolve narrower Gaussians. */
  private static final int MAX_CUTOFF_IN_SIGMA = 50;

  /** Where a Gaussian has fallen to this, its tail is cut. */
  private static final double TAIL = 0.001;

  public SoapParameters {
    species = species.stream().distinct().sorted().toList();
    check(!species.isEmpty(), "species must name at least one element", "none");
    check(rCut > 0 && rCut <= MAX_CUTOFF, "r_cut must be between 0 and 100 Å", rCut);
    check(rbf != RadialBasis.GTO || rCut > 1, "r_cut must exceed 1 Å for rbf gto", rCut);
    check(nMax >= 1 && nMax <= MAX_N, "n_max must be between 1 and " + MAX_N, nMax);
    check(lMax >= 0 && lMax <= MAX_L, "l_max must be between 0 and " + MAX_L, lMax);
    check(
        sigma >= MIN_SIGMA && sigma <= MAX_CUTOFF,
        "sigma must be between " + MIN_SIGMA + " and 100 Å",
        sigma);
    check(
        rbf != RadialBasis.POLYNOMIAL || sigma >= rCut / MAX_CUTOFF_IN_SIGMA,
        "sigma must be at least r_cut/" + MAX_CUTOFF_IN_SIGMA + " for rbf polynomial",
        sigma);
    for (Element element : compression.speciesWeighting().keySet()) {
      check(
          species.contains(element),
          "species_weighting must name elements of species only",
          element);
    }
  }

  /**
   * Parameters with DScribe's defaults for the rest: σ = 1 Å, GTO basis, no average, compression or
   * weighting; periodic images count wherever a configuration is periodic.
   */
  public static SoapParameters of(List<Element> species, double rCut, int nMax, int lMax) {
    return new SoapParameters(
        species,
        rCut,
        nMax,
        lMax,
        1.0,
        RadialBasis.GTO,
        Boundary.PERIODIC,
        Average.OFF,
        Compression.OFF,
        Weighting.NONE);
  }

  public SoapParameters withSigma(double newSigma) {
    return new SoapParameters(
        species, rCut, nMax, lMax, newSigma, rbf, boundary, average, compression, weighting);
  }

  public SoapParameters withRbf(RadialBasis newRbf) {
    return new SoapParameters(
        species, rCut, nMax, lMax, sigma, newRbf, boundary, average, compression, weighting);
  }

  public SoapParameters withBoundary(Boundary newBoundary) {
    return new SoapParameters(
        species, rCut, nMax, lMax, sigma, rbf, newBoundary, average, compression, weighting);
  }

  public SoapParameters withAverage(Average newAverage) {
    return new SoapParameters(
        species, rCut, nMax, lMax, sigma, rbf, boundary, newAverage, compression, weighting);
  }

  public SoapParameters withCompression(Compression newCompression) {
    return new SoapParameters(
        species, rCut, nMax, lMax, sigma, rbf, boundary, average, newCompression, weighting);
  }

  public SoapParameters withWeighting(Weighting newWeighting) {
    return new SoapParameters(
        species, rCut, nMax, lMax, sigma, rbf, boundary, average, compression, newWeighting);
  }

  /**
   * The distance in Å up to which atoms count, inclusive: r_cut + σ √(−2 ln 0.001), where the
   * Gaussian of an atom has fallen to a thousandth at r_cut.
   */
  public double reach() {
    return rCut + sigma * Math.sqrt(-2 * StrictMath.log(TAIL));
  }

  @Override
  public String name() {
    return "soap";
  }

  @Override
  public Map<String, Object> toMap() {
    return Map.of(
        "species",
        species.stream().map(Element::symbol).toList(),
        "r_cut",
        rCut,
        "n_max",
        nMax,
        "l_max",
        lMax,
        "sigma",
        sigma,
        "rbf",
        Settings.textOf(rbf),
        "periodic",
        boundary == Boundary.PERIODIC,
        "average",
        Settings.textOf(average),
        "compression",
        compression.toMap(),
        "weighting",
        weighting.toMap());
  }

  private static void check(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException("soap: " + rule + ", got " + value);
    }
  }

  /** The radial functions that the density is expanded in. */
  public enum RadialBasis {
    /** Gaussian-type orbitals, {@link org.quarry.math.GtoBasis}. */
    GTO,
    /** Powers of (r_cut − r), {@link org.quarry.math.PolynomialBasis}. */
    POLYNOMIAL
  }

  /** What is averaged over the centres. */
  public enum Average {
    /** Nothing: one row a centre. */
    OFF,
    /** The expansion coefficients, before they are multiplied. */
    INNER,
    /** The rows. */
    OUTER
  }
}
