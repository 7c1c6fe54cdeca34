package org.quarry.math.fft;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealBoxFftTest {
  private static final int LANES = LineSink.LANES;

  private final Random random = new Random(7);

  @ParameterizedTest
  @CsvSource({"8,8,8", "6,13,10", "9,5,7", "1,4,9", "2,3,5", "7,1,1", "16,12,26"})
  void forwardIsHalfOfTheComplexTransform(int n0, int n1, int n2) {
    RealBoxFft plan = RealBoxFft.of(n0, n1, n2);
    double[] box = random.doubles(plan.size(), -1, 1).toArray();
    double[] wholeRe = box.clone();
    double[] wholeIm = new double[box.length];
    BoxFft.of(n0, n1, n2).workspace().forward(wholeRe, wholeIm);
    double[] re = new double[plan.spectrumSize()];
    double[] im = new double[plan.spectrumSize()];

    plan.workspace().forward(box, re, im, Band.ALL);

    for (int k0 = 0; k0 <= n0 / 2; k0++) {
      for (int k1 = 0; k1 < n1; k1++) {
        for (int k2 = 0; k2 < n2; k2++) {
          int at = (k0 * n2 + k2) * n1 + k1;
          assertEquals(wholeRe[(k0 * n1 + k1) * n2 + k2], re[at], 1e-13 * n0 * n1 * n2);
          assertEquals(wholeIm[(k0 * n1 + k1) * n2 + k2], im[at], 1e-13 * n0 * n1 * n2);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"8,8,8", "6,13,10", "9,5,7", "1,4,9", "2,3,5", "7,1,1", "16,12,26"})
  void inverseOfForwardIsTheBoxTimesItsSize(int n0, int n1, int n2) {
    RealBoxFft plan = RealBoxFft.of(n0, n1, n2);
    Spectrum f = new Spectrum(plan, Band.ALL);
    Spectrum g = new Spectrum(plan, Band.ALL);
    Fields pair = new Fields(n0, n1 * n2);
    Fields single = new Fields(n0, n1 * n2);
    RealBoxFft.Workspace workspace = plan.workspace();

    workspace.inverse(f, g, Band.ALL, pair);
    workspace.inverse(g, Band.ALL, single);

    for (int i = 0; i < plan.size(); i++) {
      assertEquals(f.box[i], pair.first[i] / plan.size(), 1e-14);
      assertEquals(g.box[i], pair.second[i] / plan.size(), 1e-14);
      assertEquals(g.box[i], single.first[i] / plan.size(), 1e-14);
    }
  }

  @ParameterizedTest
  @CsvSource({"12,10,9,2,3,1", "8,8,8,0,0,0", "8,6,7,4,1,9", "16,4,26,7,2,4", "5,9,8,2,4,4"})
  void aBandGivesTheFieldWithoutTheOtherFrequencies(
      int n0, int n1, int n2, int b0, int b1, int b2) {
    RealBoxFft plan = RealBoxFft.of(n0, n1, n2);
    Band band = new Band(b0, b1, b2);
    double[] expected = random.doubles(plan.size(), -1, 1).toArray();
    double[] im = new double[plan.size()];
    Spectrum spectrum = new Spectrum(plan, expected.clone(), band);
    BoxFft.Workspace complex = BoxFft.of(n0, n1, n2).workspace();
    complex.forward(expected, im);
    for (int i = 0; i < expected.length; i++) {
      if (!within(i / (n1 * n2), n0, b0)
          || !within(i / n2 % n1, n1, b1)
          || !within(i % n2, n2, b2)) {
        expected[i] = im[i] = 0;
      }
    }
    complex.inverse(expected, im);
    Fields fields = new Fields(n0, n1 * n2);

    plan.workspace().inverse(spectrum, band, fields);

    assertArrayEquals(expected, fields.first, 1e-12 * plan.size());
  }

  @ParameterizedTest
  @CsvSource({"104,4,6", "9,13,20", "6,10,25", "8,8,32", "7,31,3"})
  void vectorAndScalarKernelsGiveEqualBits(int n0, int n1, int n2) {
    RealBoxFft plan = RealBoxFft.of(n0, n1, n2);
    RealBoxFft scalar = RealBoxFft.scalar(n0, n1, n2);
    Band band = new Band(n0 / 3, n1 / 3, n2 / 2);
    double[] box = random.doubles(plan.size(), -1, 1).toArray();
    Spectrum f = new Spectrum(plan, box, band);
    Spectrum g = new Spectrum(scalar, box, band);
    Fields vectors = new Fields(n0, n1 * n2);
    Fields scalars = new Fields(n0, n1 * n2);

    assertSameBits(g.re, f.re);
    assertSameBits(g.im, f.im);
    plan.workspace().inverse(f, f, band, vectors);
    scalar.workspace().inverse(f, f, band, scalars);
    assertSameBits(scalars.first, vectors.first);
    assertSameBits(scalars.second, vectors.second);
    plan.workspace().inverse(f, band, vectors);
    scalar.workspace().inverse(f, band, scalars);
    assertSameBits(scalars.first, vectors.first);
  }

  @Test
  void aWorkspaceForgetsWhatItTransformedBefore() {
    RealBoxFft plan = RealBoxFft.of(8, 12, 10);
    RealBoxFft.Workspace workspace = plan.workspace();
    Spectrum large = new Spectrum(plan, Band.ALL);
    Band band = new Band(1, 2, 1);
    Fields fresh = new Fields(8, 120);
    Fields used = new Fields(8, 120);

    plan.workspace().inverse(large, band, fresh);
    workspace.inverse(large, large, Band.ALL, used);
    workspace.inverse(large, band, used);

    assertSameBits(fresh.first, used.first);
  }

  private static void assertSameBits(double[] expected, double[] got) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(Double.doubleToRawLongBits(expected[i]), Double.doubleToRawLongBits(got[i]));
    }
  }

  private static boolean within(int index, int n, int limit) {
    return Math.min(index, n - index) <= limit;
  }

  /** A box and its spectrum. */
  private final class Spectrum implements PlaneSource {
    private final double[] box;
    private final double[] re;
    private final double[] im;
    private final int plane;

    Spectrum(RealBoxFft plan, Band band) {
      this(plan, random.doubles(plan.size(), -1, 1).toArray(), band);
    }

    Spectrum(RealBoxFft plan, double[] box, Band band) {
      this.box = box;
      this.re = new double[plan.spectrumSize()];
      this.im = new double[plan.spectrumSize()];
      this.plane = plan.length(1) * plan.length(2);
      plan.workspace().forward(box, re, im, band);
    }

    @Override
    public void fill(int k0, double[] toRe, double[] toIm) {
      System.arraycopy(re, k0 * plane, toRe, 0, plane);
      System.arraycopy(im, k0 * plane, toIm, 0, plane);
    }
  }

  /** Puts the lines back into boxes. */
  private static final class Fields implements LineSink {
    private final int length;
    private final int columns;
    private final double[] first;
    private final double[] second;

    Fields(int length, int columns) {
      this.length = length;
      this.columns = columns;
      this.first = new double[length * columns];
      this.second = new double[length * columns];
    }

    @Override
    public void two(double[] block, int column, int lanes) {
      put(block, 0, first, column, lanes);
      put(block, LANES, second, column, lanes);
    }

    @Override
    public void one(double[] block, int column, int lanes) {
      put(block, 0, first, column, lanes);
    }

    private void put(double[] block, int from, double[] to, int column, int lanes) {
      for (int u = 0; u < length; u++) {
        System.arraycopy(block, u * ELEMENT + from, to, u * columns + column, lanes);
      }
    }
  }
}
