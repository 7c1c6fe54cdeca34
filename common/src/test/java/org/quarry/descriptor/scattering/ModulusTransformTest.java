package org.quarry.descriptor.scattering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quarry.math.SolidHarmonics;
import org.quarry.math.fft.Band;
import org.quarry.math.fft.BoxFft;
import org.quarry.math.fft.RealBoxFft;

class ModulusTransformTest {
  private final Random random = new Random(11);

  @Test
  void polynomialsAreTheSolidHarmonics() {
    int lMax = 8;
    SolidHarmonics harmonics = new SolidHarmonics(lMax);
    HarmonicPolynomials[] polynomials = HarmonicPolynomials.upTo(lMax);
    double[][] expected = new double[harmonics.size()][1];
    for (int trial = 0; trial < 20; trial++) {
      double x = random.nextGaussian();
      double y = random.nextGaussian();
      double z = random.nextGaussian();
      double r2 = x * x + y * y + z * z;
      double[][] point = {{x}, {y}, {z}, {r2}};
      harmonics.evaluate(1, point[0], point[1], point[2], point[3], expected);
      for (int l = 0; l <= lMax; l++) {
        for (int m = 0; m < polynomials[l].size(); m++) {
          double sum = 0;
          for (int term = 0; term < polynomials[l].terms(m); term++) {
            int power = polynomials[l].parity(m, 1) + 2 * term;
            sum += polynomials[l].coefficient(m, term, x, z) * Math.pow(y, power);
          }
          assertEquals(expected[l * l + m][0], sum, 1e-13 * Math.pow(r2, 0.5 * l) + 1e-13);
        }
      }
    }
  }

  /**
   * The definition, term by term: complex transforms of the density times each wavelet, taken as it
   * stands at every frequency, −π included. Odd lengths, even lengths and both.
   */
  @ParameterizedTest
  @CsvSource({"8,8,8,1", "9,7,5,1", "10,6,9,0.6", "4,4,4,0.5", "12,10,8,1.7"})
  void equalsTheDefinitionTermByTerm(int n0, int n1, int n2, double sigma) {
    int lMax = 4;
    int[] shape = {n0, n1, n2};
    SolidHarmonicBank bank = new SolidHarmonicBank(shape, 2, lMax, sigma, 0x1p-56);
    RealBoxFft grid = RealBoxFft.of(n0, n1, n2);
    ModulusTransform modulus = new ModulusTransform(grid);
    double[] box = random.doubles(grid.size()).toArray();
    Spectrum spectrum = new Spectrum(grid);
    spectrum.transform(modulus.transform(), box, Band.ALL);
    PowerSums sums = new PowerSums(List.of(1.0, 2.0));
    double[] out = new double[2];
    for (int j = 0; j < 2; j++) {
      for (int l = 0; l <= lMax; l++) {
        double[] expected = definition(shape, box, Math.scalb(sigma, j), l);

        modulus.apply(spectrum, bank, bank.group(j, l), sums);

        sums.write(1, out, 0);
        double largest = 0;
        double first = 0;
        double second = 0;
        for (double u : expected) {
          largest = Math.max(largest, u);
          first += u;
          second += u * u;
        }
        for (int i = 0; i < box.length; i++) {
          assertEquals(expected[i], modulus.field()[i], 1e-13 * largest + 1e-15, j + " " + l);
        }
        assertEquals(first, out[0], 1e-12 * first + 1e-13);
        assertEquals(second, out[1], 1e-12 * second + 1e-13);
      }
    }
  }

  private static double[] definition(int[] n, double[] box, double sigma, int l) {
    int size = box.length;
    BoxFft.Workspace transform = BoxFft.of(n[0], n[1], n[2]).workspace();
    double[] re = box.clone();
    double[] im = new double[size];
    transform.forward(re, im);
    SolidHarmonics harmonics = new SolidHarmonics(l);
    double[][] r = new double[harmonics.size()][1];
    double[] squares = new double[size];
    for (int m = -l; m <= l; m++) {
      double[] zRe = new double[size];
      double[] zIm = new double[size];
      for (int i = 0; i < size; i++) {
        double x = sigma * frequency(i / (n[1] * n[2]), n[0]);
        double y = sigma * frequency(i / n[2] % n[1], n[1]);
        double z = sigma * frequency(i % n[2], n[2]);
        double t2 = x * x + y * y + z * z;
        harmonics.evaluate(
            1, new double[] {x}, new double[] {y}, new double[] {z}, new double[] {t2}, r);
        double f = norm(l) * Math.exp(-0.5 * t2) * r[l * l + l + m][0] / size;
        zRe[i] = f * re[i]; // the factor (−i)^l does not change the modulus
        zIm[i] = f * im[i];
      }
      transform.inverse(zRe, zIm);
      for (int i = 0; i < size; i++) {
        squares[i] += zRe[i] * zRe[i] + zIm[i] * zIm[i];
      }
    }
    for (int i = 0; i < size; i++) {
      squares[i] = Math.sqrt(squares[i]);
    }
    return squares;
  }

  /** (2π)^(3/2) N_ℓ with the double factorials written out; √(4π) for ℓ = 0. */
  private static double norm(int l) {
    double[] perNorm = {
      0,
      4 * Math.sqrt(3 * Math.PI),
      2 * Math.PI * Math.sqrt(2.5) * 3,
      8 * Math.sqrt(7 * Math.PI) * 2,
      2 * Math.PI * Math.sqrt(4.5) * 15
    };
    return l == 0 ? Math.sqrt(4 * Math.PI) : Math.pow(2 * Math.PI, 1.5) / perNorm[l];
  }

  private static double frequency(int index, int n) {
    return 2 * Math.PI * (2 * index < n ? index : index - n) / n;
  }

  /** Moving the field by whole points around the box moves the modulus along. */
  @Test
  void moduliMoveWithTheField() {
    int[] shape = {8, 12, 10};
    RealBoxFft grid = RealBoxFft.of(8, 12, 10);
    SolidHarmonicBank bank = new SolidHarmonicBank(shape, 1, 3, 1, 0x1p-56);
    double[] box = random.doubles(grid.size()).toArray();
    double[] moved = new double[box.length];
    for (int i = 0; i < box.length; i++) {
      moved[shifted(i)] = box[i];
    }
    double[] before = field(grid, bank, box);
    double[] after = field(grid, bank, moved);
    for (int i = 0; i < box.length; i++) {
      assertEquals(before[i], after[shifted(i)], 1e-14);
    }
  }

  private static int shifted(int i) {
    return ((i / 120 + 3) % 8 * 12 + (i / 10 + 7) % 12) * 10 + (i + 1) % 10;
  }

  private static double[] field(RealBoxFft grid, SolidHarmonicBank bank, double[] box) {
    ModulusTransform modulus = new ModulusTransform(grid);
    Spectrum spectrum = new Spectrum(grid);
    spectrum.transform(modulus.transform(), box, Band.ALL);
    modulus.apply(spectrum, bank, bank.group(0, 3), new PowerSums(List.of(1.0)));
    return modulus.field();
  }

  /** At the points that both grids have, if the wavelets fit the coarser one; odd grids too. */
  @ParameterizedTest
  @CsvSource({"12,12,12", "9,12,18", "9,9,9"})
  void coarserGridsHaveTheSameValues(int m0, int m1, int m2) {
    int n = 36;
    RealBoxFft fine = RealBoxFft.of(n, n, n);
    SolidHarmonicBank bank = new SolidHarmonicBank(new int[] {n, n, n}, 1, 2, 17, 1e-12);
    double[] box = random.doubles(fine.size()).toArray();
    ModulusTransform whole = new ModulusTransform(fine);
    Spectrum spectrum = new Spectrum(fine);
    spectrum.transform(whole.transform(), box, Band.ALL);
    ModulusTransform coarse = new ModulusTransform(RealBoxFft.of(m0, m1, m2));
    PowerSums sums = new PowerSums(List.of(2.0));

    whole.apply(spectrum, bank, bank.group(0, 2), sums);
    coarse.apply(spectrum, bank, bank.group(0, 2), sums);

    for (int i = 0; i < coarse.field().length; i++) {
      int x = i / (m1 * m2) * (n / m0);
      int y = i / m2 % m1 * (n / m1);
      int z = i % m2 * (n / m2);
      assertEquals(whole.field()[(x * n + y) * n + z], coarse.field()[i], 1e-15);
    }
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new ModulusTransform(RealBoxFft.of(4, 4, 4))
                .apply(spectrum, bank, bank.group(0, 2), sums));
  }

  @Test
  void vectorAndScalarKernelsGiveEqualBits() {
    RealBoxFft grid = RealBoxFft.of(10, 9, 7); // lanes left over at the end
    SolidHarmonicBank bank = new SolidHarmonicBank(new int[] {10, 9, 7}, 1, 3, 1, 0x1p-56);
    Spectrum spectrum = new Spectrum(grid);
    double[] box = random.doubles(grid.size()).toArray();
    spectrum.transform(grid.workspace(), box, Band.ALL);
    List<Double> powers = List.of(0.5, 1.0, 4.0 / 3, 5.0 / 3, 2.0, 3.0, 2.7);
    PowerSums vectorSums = new PowerSums(powers);
    PowerSums scalarSums = new PowerSums(powers, new ScalarModulusKernel());
    double[] vector = new double[powers.size()];
    double[] scalar = new double[powers.size()];
    for (int l = 0; l <= 3; l++) {
      new ModulusTransform(grid).apply(spectrum, bank, bank.group(0, l), vectorSums);
      new ModulusTransform(grid, new ScalarModulusKernel())
          .apply(spectrum, bank, bank.group(0, l), scalarSums);
      vectorSums.write(1, vector, 0);
      scalarSums.write(1, scalar, 0);
      for (int q = 0; q < vector.length; q++) {
        assertEquals(Double.doubleToRawLongBits(scalar[q]), Double.doubleToRawLongBits(vector[q]));
      }
    }
  }

  @Test
  void powersAreThoseOfTheLibrary() {
    List<Double> powers = List.of(0.5, 1.0, 4.0 / 3, 5.0 / 3, 2.0, 3.0, 0.3);
    PowerSums sums = new PowerSums(powers);
    double[] out = new double[powers.size()];
    for (double u : new double[] {0, 1e-300, 1e-200, 3e-17, 1e-3, 0.1, 1, 2, 8, 12.5, 1e9, 1e60}) {
      double[] three = {u, 0, u, u};
      sums.clear();
      sums.addAll(three, 4);
      sums.write(2, out, 0);
      for (int q = 0; q < out.length; q++) {
        double root = Math.cbrt(u); // a power of the rounded 4/3 is off where u is tiny
        double expected =
            6 * (q == 2 ? u * root : q == 3 ? u * root * root : Math.pow(u, powers.get(q)));
        assertEquals(expected, out[q], 2e-15 * expected + 1e-300, u + " to " + powers.get(q));
      }
    }
    assertThrows(IllegalArgumentException.class, () -> new PowerSums(List.of(0.0)));
    assertEquals(powers.size(), sums.size());
  }
}
