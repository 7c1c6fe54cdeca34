package org.quarry.potential;

import java.util.List;
import org.quarry.atoms.Element;

/** Published parameter sets for silicon, in eV and Å. */
final class SiliconSets {
  private static final Species SILICON = Species.of(Element.of("Si"));

  private SiliconSets() {}

  /** ε and σ rounded as LAMMPS' {@code Si.sw} has them. */
  static Potential stillingerWeber() {
    return StillingerWeber.of(
        SILICON,
        List.of(
            new StillingerWeberEntry(
                2.1683,
                2.0951,
                1.80,
                21.0,
                1.20,
                -0.333333333333,
                7.049556277,
                0.6022245584,
                4,
                0,
                0)),
        "F. H. Stillinger and T. A. Weber, Phys. Rev. B 31, 5262 (1985)");
  }

  /** Tersoff's second set, also called Si(B). */
  static Potential tersoffT2() {
    return Tersoff.of(
        SILICON,
        List.of(
            new TersoffEntry(
                3, 1, 1.3258, 4.8381, 2.0417, 0, 22.956, 0.33675, 1.3258, 95.373, 3.0, 0.2, 3.2394,
                3264.7)),
        "J. Tersoff, Phys. Rev. B 37, 6991 (1988)");
  }

  /** Tersoff's third set, also called Si(C). */
  static Potential tersoffT3() {
    return Tersoff.of(
        SILICON,
        List.of(
            new TersoffEntry(
                3, 1, 1.7322, 1.0039e5, 16.218, -0.59826, 0.78734, 1.0999e-6, 1.7322, 471.18, 2.85,
                0.15, 2.4799, 1830.8)),
        "J. Tersoff, Phys. Rev. B 38, 9902 (1988)");
  }

  /**
   * The silicon of their potential for SiC, in Tersoff's form: D0 = 3.24 eV, r0 = 2.232 Å, S =
   * 1.842 and β = 1.4761/Å give A, B, λ1 and λ2.
   */
  static Potential erhartAlbe() {
    return Tersoff.of(
        SILICON,
        List.of(
            new TersoffEntry(
                1,
                0.114354,
                0,
                2.00494,
                0.81472,
                -0.259,
                1,
                1,
                1.53810493,
                219.521624,
                2.82,
                0.14,
                2.83318929,
                2145.7128)),
        "P. Erhart and K. Albe, Phys. Rev. B 71, 035211 (2005)");
  }

  static Potential tersoffMod() {
    return TersoffMod.of(
        SILICON,
        List.of(
            new TersoffModEntry(
                1,
                2.3890327,
                -0.365,
                1,
                1,
                1.345797,
                121.00047,
                3.0,
                0.3,
                3.2300135,
                3281.5905,
                0.93810551,
                0.20173476,
                730418.72,
                1000000,
                1,
                26)),
        "T. Kumagai, S. Izumi, S. Hara and S. Sakai, Comput. Mater. Sci. 39, 457 (2007)");
  }

  static Potential edip() {
    return Edip.of(
        SILICON,
        new EdipParameters(
            7.9821730,
            1.5075463,
            3.1213820,
            2.5609104,
            3.1083847,
            0.0070975,
            0.2523244,
            1.1247945,
            1.4533108,
            0.6966326,
            1.2085196,
            0.5774108,
            312.1341346,
            -0.165799,
            32.557,
            0.286198,
            0.66),
        "J. F. Justo, M. Z. Bazant, E. Kaxiras, V. V. Bulatov and S. Yip,"
            + " Phys. Rev. B 58, 2539 (1998)");
  }
}
