package org.quarry.descriptor.soap;

import static org.quarry.fixtures.KernelTwins.assertSameBits;
import static org.quarry.fixtures.KernelTwins.fill;
import static org.quarry.fixtures.KernelTwins.vectorOf;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vector form of every kernel of SOAP gives the bits of the scalar one. */
class SoapKernelTwinsTest {
  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, 1",
    "4, 5, 0, 3",
    "8, 6, 2, 70",
    "9, 9, 1, 20",
    "12, 8, 0, 96",
    "20, 20, 5, 9"
  })
  void expansion(int nMax, int lMax, int from, int to) {
    Random random = new Random(nMax);
    int stride = (nMax + 7) / 8 * 8;
    int harmonics = (lMax + 1) * (lMax + 1);
    double[] g = fill(random, new double[to * (lMax + 1) * nMax + 8]);
    double[][] ylm = new double[harmonics][];
    for (int lm = 0; lm < harmonics; lm++) {
      ylm[lm] = fill(random, new double[to]);
    }
    double[] scalar = fill(random, new double[harmonics * stride + 8]);
    double[] vector = scalar.clone();
    new ScalarExpansionKernel().add(from, to, nMax, lMax, g, ylm, stride, scalar);
    vectorOf(ExpansionKernel.class).add(from, to, nMax, lMax, g, ylm, stride, vector);
    for (int lm = 0; lm < harmonics; lm++) {
      System.arraycopy(vector, lm * stride, vector, lm * nMax, nMax);
      System.arraycopy(scalar, lm * stride, scalar, lm * nMax, nMax);
    }
    assertSameBits(scalar, vector, harmonics * nMax);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 3", "4, 5", "5, 2", "8, 6", "9, 9", "12, 8", "20, 20"})
  void spectrum(int nMax, int lMax) {
    Random random = new Random(nMax);
    int stride = (nMax + 7) / 8 * 8;
    double[] a = fill(random, new double[(lMax + 1) * (lMax + 1) * stride + 8]);
    double[] b = fill(random, a.clone());
    double[] prefactors = fill(random, new double[lMax + 1]);
    int square = (lMax + 1) * nMax * nMax;
    int triangle = (lMax + 1) * nMax * (nMax + 1) / 2;
    double[] scalar = new double[3 + square + triangle + 8];
    double[] vector = scalar.clone();
    SpectrumKernel kernel = new ScalarSpectrumKernel();
    kernel.triangle(a, nMax, lMax, stride, prefactors, scalar, 3);
    kernel.square(a, b, nMax, lMax, stride, prefactors, scalar, 3 + triangle);
    kernel = vectorOf(SpectrumKernel.class);
    kernel.triangle(a, nMax, lMax, stride, prefactors, vector, 3);
    kernel.square(a, b, nMax, lMax, stride, prefactors, vector, 3 + triangle);
    assertSameBits(scalar, vector, 3 + triangle + square);
  }
}
