package org.quarry.descriptor.scattering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.quarry.math.fft.Band;

/**
 * kymatio's solid harmonic wavelets on a grid of spacing 1, at ω = 2πk/n, −π ≤ ω &lt; π:
 *
 * <pre>
 * ψ̂_(ℓmj)(ω) = N_ℓ (2π)^(3/2) (−i)^ℓ (σ_j|ω|)^ℓ e^(−σ_j²|ω|²/2) Y_ℓm(ω/|ω|),   σ_j = σ_0 2^j
 * ψ̂_(00j)(ω) = e^(−σ_j²|ω|²/2)
 * N_ℓ = 1/(2π √(ℓ+½) (ℓ+1)!!)                     for even ℓ &gt; 0
 *     = 1/(2^((ℓ+3)/2) √(π(2ℓ+1)) ((ℓ+1)/2)!)      for odd ℓ
 * </pre>
 *
 * <p>The group of (j, ℓ) has the number {@code j (L + 1) + ℓ}. A real harmonic is even or odd along
 * each axis; at the frequency −π it is taken as it stands, so where it is odd its part there
 * multiplies the spectrum to that of an imaginary field, which is given as a field of its own.
 */
final class SolidHarmonicBank implements FilterBank {
  private final int[] n;
  private final int lMax;
  private final HarmonicPolynomials[] harmonics;
  private final Group[] groups;

  /**
   * @param shape points along the axes
   * @param neglect multipliers below this part of the largest one of their group vanish
   */
  SolidHarmonicBank(int[] shape, int scales, int lMax, double sigma0, double neglect) {
    this.n = shape.clone();
    this.lMax = lMax;
    this.harmonics = HarmonicPolynomials.upTo(lMax);
    this.groups = new Group[scales * (lMax + 1)];
    for (int j = 0; j < scales; j++) {
      for (int l = 0; l <= lMax; l++) {
        groups[group(j, l)] = new Group(l, sigma0 * Math.scalb(1.0, j), neglect);
      }
    }
  }

  int group(int scale, int l) {
    return scale * (lMax + 1) + l;
  }

  @Override
  public int fields(int group) {
    return groups[group].fields.length;
  }

  @Override
  public int quarterTurns(int group, int field) {
    Field f = groups[group].fields[field];
    return (groups[group].l + (f.edge ? 1 : 0)) & 3;
  }

  @Override
  public Band band(int group) {
    return groups[group].band;
  }

  @Override
  public int length(int axis) {
    return n[axis];
  }

  @Override
  public void line(int group, int field, int k0, int k2, double[] out) {
    groups[group].line(groups[group].fields[field], k0, k2, out);
  }

  /** The fewest points along an axis that hold the frequencies of a scale. */
  int leastPoints(int scale, int axis) {
    int least = 1;
    for (int l = 0; l <= lMax; l++) {
      least = Math.max(least, 2 * band(group(scale, l)).limit(axis) + 1);
    }
    return Math.min(least, n[axis]);
  }

  /** N_ℓ (2π)^(3/2), and 1/Y_00 for ℓ = 0. */
  private static double norm(int l) {
    double power = Math.sqrt(8 * Math.PI * Math.PI * Math.PI);
    if (l == 0) {
      return Math.sqrt(4 * Math.PI);
    }
    if (l % 2 == 0) {
      double factorial = 1;
      for (int i = l + 1; i > 1; i -= 2) {
        factorial *= i;
      }
      return power / (2 * Math.PI * Math.sqrt(l + 0.5) * factorial);
    }
    double factorial = 1;
    for (int i = (l + 1) / 2; i > 1; i--) {
      factorial *= i;
    }
    return power / (Math.scalb(1.0, (l + 3) / 2) * Math.sqrt(Math.PI * (2 * l + 1)) * factorial);
  }

  /** Where t^l e^(−t²/2) has fallen to a part of its maximum. */
  private static double reach(int l, double part) {
    double top = l == 0 ? 0 : 0.5 * l * Math.log(l) - 0.5 * l;
    double t = 1 + Math.sqrt(l);
    for (int i = 0; i < 100; i++) {
      t = Math.sqrt(Math.max(2 * (l * Math.log(t) - top - Math.log(part)), l));
    }
    return t;
  }

  /** A real field: a harmonic away from the edge, or its odd part there. */
  private record Field(int m, boolean edge) {}

  /** The wavelets of a degree and scale. */
  private final class Group {
    private final int l;
    private final double norm;
    private final Band band;
    private final Field[] fields;
    private final double[][] x = new double[3][];
    private final double[][] gauss = new double[3][];
    private final double[] y2;
    private final double[] oddGauss;

    Group(int l, double sigma, double neglect) {
      this.l = l;
      this.norm = norm(l);
      double reach = reach(l, neglect) / sigma;
      int[] limits = new int[3];
      boolean touches = false;
      for (int axis = 0; axis < 3; axis++) {
        int count = n[axis];
        x[axis] = new double[count];
        gauss[axis] = new double[count];
        for (int i = 0; i < count; i++) {
          int k = 2 * i >= count ? i - count : i;
          double t = sigma * (2 * Math.PI * k / count);
          x[axis][i] = t;
          gauss[axis][i] = StrictMath.exp(-0.5 * t * t);
        }
        limits[axis] = Math.min(count / 2, (int) Math.ceil(reach * count / (2 * Math.PI)));
        touches |= 2 * limits[axis] == count;
      }
      this.band = new Band(limits[0], limits[1], limits[2]);
      this.y2 = new double[n[1]];
      this.oddGauss = new double[n[1]];
      for (int i = 0; i < n[1]; i++) {
        y2[i] = x[1][i] * x[1][i];
        oddGauss[i] = x[1][i] * gauss[1][i];
      }
      this.fields = fields(touches);
    }

    private Field[] fields(boolean edges) {
      List<Field> list = new ArrayList<>();
      for (int m = 0; m < harmonics[l].size(); m++) {
        list.add(new Field(m, false));
      }
      for (int m = 0; edges && m < harmonics[l].size(); m++) {
        boolean odd = false;
        for (int axis = 0; axis < 3; axis++) {
          boolean reached = 2 * band.limit(axis) == n[axis];
          odd |= reached && harmonics[l].parity(m, axis) == 1;
        }
        if (odd) {
          list.add(new Field(m, true));
        }
      }
      return list.toArray(Field[]::new);
    }

    private void line(Field field, int k0, int k2, double[] out) {
      int i2 = Math.floorMod(k2, n[2]);
      HarmonicPolynomials harmonic = harmonics[l];
      int m = field.m;
      boolean oddAtEdge =
          (2 * k0 == n[0] && harmonic.parity(m, 0) == 1)
              != (2 * i2 == n[2] && harmonic.parity(m, 2) == 1);
      double x0 = x[0][k0];
      double x2 = x[2][i2];
      double factor = norm * gauss[0][k0] * gauss[2][i2];
      int middle = n[1] / 2;
      boolean middleDiffers =
          2 * middle == n[1] && middle <= band.limit1() && harmonic.parity(m, 1) == 1;
      int positive = Math.min(band.limit1(), (n[1] - 1) / 2);
      int negative = Math.min(band.limit1(), middle);
      if (oddAtEdge == field.edge) {
        evaluate(m, factor, x0, x2, 0, positive + 1, out);
        evaluate(m, factor, x0, x2, n[1] - negative, n[1], out);
        if (middleDiffers) {
          out[middle] = 0;
        }
      } else {
        Arrays.fill(out, 0, positive + 1, 0);
        Arrays.fill(out, n[1] - negative, n[1], 0);
        if (middleDiffers) {
          evaluate(m, factor, x0, x2, middle, middle + 1, out);
        }
      }
    }

    /** The harmonic m times the Gaussian, by Horner's scheme in y². */
    private void evaluate(
        int m, double factor, double x0, double x2, int from, int to, double[] out) {
      HarmonicPolynomials harmonic = harmonics[l];
      double[] base = harmonic.parity(m, 1) == 1 ? oddGauss : gauss[1];
      int last = harmonic.terms(m) - 1;
      double c = factor * harmonic.coefficient(m, last, x0, x2);
      if (last == 0) {
        for (int i = from; i < to; i++) {
          out[i] = c * base[i];
        }
        return;
      }
      double d = factor * harmonic.coefficient(m, last - 1, x0, x2);
      for (int i = from; i < to; i++) {
        out[i] = c * y2[i] + d;
      }
      for (int term = last - 2; term >= 0; term--) {
        double e = factor * harmonic.coefficient(m, term, x0, x2);
        for (int i = from; i < to; i++) {
          out[i] = out[i] * y2[i] + e;
        }
      }
      for (int i = from; i < to; i++) {
        out[i] *= base[i];
      }
    }
  }
}
