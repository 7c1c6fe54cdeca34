package org.quarry.math.fft;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoxFftTest {
  private final Random random = new Random(5);

  @ParameterizedTest
  @ValueSource(
      ints = {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 20, 24, 25, 31, 32, 36, 49, 59,
        60, 61, 64, 67, 97, 100, 104, 121, 125, 128, 134, 194, 210, 256
      })
  void equalsTheDirectSum(int n) {
    double[] re = numbers(n);
    double[] im = numbers(n);
    double[] sumRe = new double[n];
    double[] sumIm = new double[n];
    for (int k = 0; k < n; k++) {
      for (int j = 0; j < n; j++) {
        double angle = 2 * Math.PI * ((long) j * k % n) / n;
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        sumRe[k] += re[j] * cos + im[j] * sin;
        sumIm[k] += im[j] * cos - re[j] * sin;
      }
    }
    double tolerance = 4e-15 * n;

    BoxFft.of(n, 1, 1).workspace().forward(re, im);

    assertArrayEquals(sumRe, re, tolerance);
    assertArrayEquals(sumIm, im, tolerance);
  }

  @Test
  void transformsEveryAxisOfABox() {
    int n0 = 6;
    int n1 = 13;
    int n2 = 10;
    double[] re = numbers(n0 * n1 * n2);
    double[] im = numbers(n0 * n1 * n2);
    double[] sumRe = new double[re.length];
    double[] sumIm = new double[re.length];
    for (int k = 0; k < re.length; k++) {
      for (int u = 0; u < re.length; u++) {
        double turns =
            (double) (k / (n1 * n2)) * (u / (n1 * n2)) / n0
                + (double) (k / n2 % n1) * (u / n2 % n1) / n1
                + (double) (k % n2) * (u % n2) / n2;
        double cos = Math.cos(2 * Math.PI * turns);
        double sin = Math.sin(2 * Math.PI * turns);
        sumRe[k] += re[u] * cos + im[u] * sin;
        sumIm[k] += im[u] * cos - re[u] * sin;
      }
    }

    BoxFft.of(n0, n1, n2).workspace().forward(re, im);

    assertArrayEquals(sumRe, re, 2e-11);
    assertArrayEquals(sumIm, im, 2e-11);
  }

  @ParameterizedTest
  @CsvSource({"16,20,24", "7,9,11", "1,26,8", "32,1,3", "3,67,2"})
  void thereAndBackMultipliesByTheSizeAndKeepsTheNorm(int n0, int n1, int n2) {
    BoxFft plan = BoxFft.of(n0, n1, n2);
    double[] re = numbers(plan.size());
    double[] im = numbers(plan.size());
    double[] gotRe = re.clone();
    double[] gotIm = im.clone();
    BoxFft.Workspace workspace = plan.workspace();

    workspace.forward(gotRe, gotIm);
    assertEquals(plan.size() * norm(re, im), norm(gotRe, gotIm), 1e-13 * norm(gotRe, gotIm));

    workspace.inverse(gotRe, gotIm);
    for (int i = 0; i < plan.size(); i++) {
      assertEquals(re[i], gotRe[i] / plan.size(), 1e-14);
      assertEquals(im[i], gotIm[i] / plan.size(), 1e-14);
    }
  }

  @ParameterizedTest
  @CsvSource({"12,10,9,2,3,1", "8,8,8,0,0,0", "5,6,7,2,1,9", "16,4,8,7,2,4"})
  void aBandGivesTheSameAsTheWhole(int n0, int n1, int n2, int b0, int b1, int b2) {
    BoxFft plan = BoxFft.of(n0, n1, n2);
    Band band = new Band(b0, b1, b2);
    double[] re = numbers(plan.size());
    double[] im = numbers(plan.size());
    double[] wholeRe = re.clone();
    double[] wholeIm = im.clone();
    BoxFft.Workspace workspace = plan.workspace();
    workspace.forward(wholeRe, wholeIm);
    workspace.forward(re, im, band);
    for (int i = 0; i < plan.size(); i++) {
      if (within(i / (n1 * n2), n0, b0) && within(i / n2 % n1, n1, b1) && within(i % n2, n2, b2)) {
        assertEquals(wholeRe[i], re[i], 0);
        assertEquals(wholeIm[i], im[i], 0);
      } else {
        re[i] = im[i] = wholeRe[i] = wholeIm[i] = 0;
      }
    }

    workspace.inverse(re, im, band);
    workspace.inverse(wholeRe, wholeIm);

    assertArrayEquals(wholeRe, re, 0);
    assertArrayEquals(wholeIm, im, 0);
  }

  @ParameterizedTest
  @CsvSource({"8,13,104", "9,12,20", "7,10,25", "2,61,67", "48,30,11"})
  void vectorAndScalarKernelsGiveEqualBits(int n0, int n1, int n2) {
    BoxFft plan = BoxFft.of(n0, n1, n2);
    double[] re = numbers(plan.size());
    double[] im = numbers(plan.size());
    double[] scalarRe = re.clone();
    double[] scalarIm = im.clone();

    plan.workspace().forward(re, im);
    BoxFft.scalar(n0, n1, n2).workspace().forward(scalarRe, scalarIm);

    for (int i = 0; i < re.length; i++) {
      assertEquals(Double.doubleToRawLongBits(scalarRe[i]), Double.doubleToRawLongBits(re[i]));
      assertEquals(Double.doubleToRawLongBits(scalarIm[i]), Double.doubleToRawLongBits(im[i]));
    }
  }

  @Test
  void refusesBoxesThatAreEmptyTooLargeOrDoNotFit() {
    assertThrows(IllegalArgumentException.class, () -> BoxFft.of(0, 2, 2));
    assertThrows(IllegalArgumentException.class, () -> BoxFft.of(2000, 2000, 2000));
    BoxFft.Workspace workspace = BoxFft.of(2, 2, 2).workspace();
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> workspace.forward(new double[8], new double[7]))
            .getMessage();
    assertTrue(message.contains("8 and 7"), message);
  }

  private static boolean within(int index, int n, int limit) {
    return Math.min(index, n - index) <= limit;
  }

  private static double norm(double[] re, double[] im) {
    double sum = 0;
    for (int i = 0; i < re.length; i++) {
      sum += re[i] * re[i] + im[i] * im[i];
    }
    return sum;
  }

  private double[] numbers(int count) {
    return random.doubles(count, -1, 1).toArray();
  }
}
