package org.quarry.descriptor.scattering.laguerre;

import java.util.Arrays;
import org.quarry.descriptor.scattering.Spectrum;
import org.quarry.math.fft.Band;

/**
 * From b(G) = Σ ψ̂_lm(G) a_m(G)* on the lattice vectors of a band to the gradient Σ_G (−iG)
 * e^(−iG·x) b(G) at an atom, term by term.
 */
final class AtomGradient {
  private Band band = new Band(0, 0, 0);
  private double[] re = new double[0];
  private double[] im = new double[0];
  private double[] line = new double[0];
  private final double[][] cosines = new double[3][0];
  private final double[][] sines = new double[3][0];

  /** b = 0 on a band. */
  void begin(Band newBand) {
    band = newBand;
    int size = (band.limit0() + 1) * (2 * band.limit2() + 1) * width();
    if (re.length < size) {
      re = new double[size];
      im = new double[size];
    }
    Arrays.fill(re, 0, size, 0);
    Arrays.fill(im, 0, size, 0);
  }

  /** b += ψ̂_lm a*, where a is the spectrum times its amplitude. */
  void accumulate(Spectrum a, LaguerreBank bank, int group, int m) {
    if (line.length < bank.length(1)) {
      line = new double[bank.length(1)];
    }
    int turns = bank.quarterTurns(group, m);
    double amplitude = a.amplitude();
    int to = 0;
    for (int k0 = 0; k0 <= band.limit0(); k0++) {
      for (int k2 = -band.limit2(); k2 <= band.limit2(); k2++) {
        bank.line(group, m, k0, k2, line);
        int from = (k0 * a.length(2) + Math.floorMod(k2, a.length(2))) * a.length(1);
        for (int k1 = -band.limit1(); k1 <= band.limit1(); k1++) {
          double factor = amplitude * line[k1 < 0 ? k1 + bank.length(1) : k1];
          int at = from + (k1 < 0 ? k1 + a.length(1) : k1);
          double x = factor * a.re()[at];
          double y = factor * a.im()[at];
          switch (turns) { // (−i)^t (x − iy)
            case 0 -> {
              re[to] += x;
              im[to] -= y;
            }
            case 1 -> {
              re[to] -= y;
              im[to] -= x;
            }
            case 2 -> {
              re[to] -= x;
              im[to] += y;
            }
            default -> {
              re[to] += y;
              im[to] += x;
            }
          }
          to++;
        }
      }
    }
  }

  /** gradient += factor Σ_G G (Im b cos G·x − Re b sin G·x) for one atom. */
  void add(int atom, double factor, double[] fractions, PeriodicBox box, double[] gradient) {
    for (int axis = 0; axis < 3; axis++) {
      phases(axis, fractions[3 * atom + axis]);
    }
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    int from = 0;
    for (int k0 = 0; k0 <= band.limit0(); k0++) {
      int pair = k0 == 0 ? 1 : 2; // −k0 is not stored
      double c0 = pair * cosines[0][band.limit0() + k0];
      double s0 = pair * sines[0][band.limit0() + k0];
      for (int k2 = -band.limit2(); k2 <= band.limit2(); k2++) {
        double c2 = cosines[2][band.limit2() + k2];
        double s2 = sines[2][band.limit2() + k2];
        double cosine = c0 * c2 - s0 * s2;
        double sine = s0 * c2 + c0 * s2;
        double along = 0;
        double moment = 0;
        for (int i = 0; i < width(); i++) {
          double c = cosine * cosines[1][i] - sine * sines[1][i];
          double s = sine * cosines[1][i] + cosine * sines[1][i];
          double term = im[from + i] * c - re[from + i] * s;
          along += term;
          moment += term * (i - band.limit1());
        }
        sum0 += k0 * along;
        sum1 += moment;
        sum2 += k2 * along;
        from += width();
      }
    }
    for (int axis = 0; axis < 3; axis++) {
      gradient[3 * atom + axis] +=
          factor
              * (box.reciprocal(axis, 1, 0, 0) * sum0
                  + box.reciprocal(axis, 0, 1, 0) * sum1
                  + box.reciprocal(axis, 0, 0, 1) * sum2);
    }
  }

  private int width() {
    return 2 * band.limit1() + 1;
  }

  /** e^(2πi h f) for all h of the band along an axis. */
  private void phases(int axis, double fraction) {
    int limit = band.limit(axis);
    if (cosines[axis].length < 2 * limit + 1) {
      cosines[axis] = new double[2 * limit + 1];
      sines[axis] = new double[2 * limit + 1];
    }
    for (int h = -limit; h <= limit; h++) {
      double turns = h * fraction;
      double angle = 2 * Math.PI * (turns - Math.rint(turns));
      cosines[axis][limit + h] = StrictMath.cos(angle);
      sines[axis][limit + h] = StrictMath.sin(angle);
    }
  }
}
