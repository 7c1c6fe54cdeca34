package org.quarry.descriptor.scattering.laguerre;

import java.util.ArrayList;
import java.util.List;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.math.SolidHarmonics;

/**
 * Scattering from its definition: first order by real-space wavelets summed over images, second
 * order by Fourier sums written out (l ≤ 2), on a grid of n³ points in a periodic cell. One
 * channel.
 */
final class DefinitionByHand {
  private static final double[] ONE = {1};

  private final LaguerreParameters parameters;
  private final Configuration configuration;
  private final int n;
  private final int points;
  private final double[] h;
  private final double[] inverse;
  private final SolidHarmonics harmonics;
  private final double[][] point = new double[3][1];
  private final double[][] angular;
  private final double[] cosines;
  private final double[] sines;

  DefinitionByHand(LaguerreParameters parameters, Configuration configuration, int n) {
    this.parameters = parameters;
    this.configuration = configuration;
    this.n = n;
    this.points = n * n * n;
    this.h = configuration.cell().toArray();
    this.inverse = configuration.cell().inverse();
    this.harmonics = new SolidHarmonics(parameters.wavelets().lMax());
    this.angular = new double[harmonics.size()][1];
    this.cosines = new double[n];
    this.sines = new double[n];
    for (int i = 0; i < n; i++) {
      cosines[i] = Math.cos(2 * Math.PI * i / n);
      sines[i] = Math.sin(2 * Math.PI * i / n);
    }
  }

  double[] features() {
    List<Double> first = new ArrayList<>();
    List<Double> second = new ArrayList<>();
    List<Double> zero = new ArrayList<>();
    for (double q : parameters.integralPowers()) {
      double sum = 0;
      for (int atom = 0; atom < configuration.size(); atom++) {
        sum += Math.pow(charge(atom), q);
      }
      zero.add(sum);
    }
    for (double j1 : parameters.scales()) {
      List<double[]> fields = new ArrayList<>();
      for (int l = 0; l <= parameters.wavelets().lMax(); l++) {
        double[] u1 = firstModulus(j1, l);
        addIntegrals(u1, first);
        fields.add(u1);
      }
      for (double j2 : parameters.scales()) {
        if (parameters.pairs().admits(j1, j2)) {
          for (double[] u1 : fields) {
            for (int l = 0; l <= parameters.wavelets().lMax(); l++) {
              addIntegrals(secondModulus(u1, j2, l), second);
            }
          }
        }
      }
    }
    zero.addAll(first);
    zero.addAll(second);
    return zero.stream().mapToDouble(x -> x).toArray();
  }

  private double charge(int atom) {
    return parameters.channels().get(0).charge(Element.of(configuration.atomicNumber(atom)));
  }

  private void addIntegrals(double[] u, List<Double> to) {
    for (double q : parameters.integralPowers()) {
      double sum = 0;
      for (double value : u) {
        sum += Math.pow(value, q);
      }
      to.add(sum * configuration.cell().volume() / points);
    }
  }

  /** By ψ_j(u) = 2^(−3j) ψ(2^(−j) u) at all images nearby. */
  private double[] firstModulus(double j, int l) {
    double dilation = Math.pow(2, j);
    double[] u = new double[points];
    for (int point = 0; point < points; point++) {
      double[] sums = new double[2 * l + 1];
      for (int atom = 0; atom < configuration.size(); atom++) {
        for (int image = 0; image < 9 * 9 * 9; image++) {
          double[] v = new double[3];
          double r2 = 0;
          for (int axis = 0; axis < 3; axis++) {
            v[axis] =
                position(point, axis)
                    - configuration.position(atom, axis)
                    - (image / 81 - 4) * h[axis]
                    - (image / 9 % 9 - 4) * h[3 + axis]
                    - (image % 9 - 4) * h[6 + axis];
            v[axis] /= dilation;
            r2 += v[axis] * v[axis];
          }
          double r = Math.sqrt(r2);
          if (r < 9.5 * parameters.wavelets().beta()) {
            double radial = parameters.wavelets().radial(l, r) / Math.pow(dilation, 3);
            double[][] y = angular(v[0] / r, v[1] / r, v[2] / r);
            for (int m = 0; m <= 2 * l; m++) {
              sums[m] += charge(atom) * radial * y[l * l + m][0];
            }
          }
        }
      }
      for (double sum : sums) {
        u[point] += sum * sum;
      }
      u[point] = Math.sqrt(u[point]);
    }
    return u;
  }

  /** By û(G) of the sampled field, ψ̂(2^j G) and the sum over G, each term by term. */
  private double[] secondModulus(double[] u1, double j, int l) {
    int count = 2 * l + 1;
    double[] u = new double[points];
    double[][] re = new double[count][points];
    for (int g = 0; g < points; g++) {
      int[] k = frequency(g);
      double cosine = 0;
      double sine = 0;
      for (int x = 0; x < points; x++) {
        int phase = phase(k, x);
        cosine += u1[x] * cosines[phase];
        sine -= u1[x] * sines[phase];
      }
      double[] w = new double[3];
      double w2 = 0;
      for (int axis = 0; axis < 3; axis++) {
        for (int i = 0; i < 3; i++) {
          w[axis] += Math.pow(2, j) * 2 * Math.PI * inverse[3 * axis + i] * k[i];
        }
        w2 += w[axis] * w[axis];
      }
      if (w2 == 0) {
        continue;
      }
      double length = Math.sqrt(w2);
      double[][] y = angular(w[0] / length, w[1] / length, w[2] / length);
      double amplitude =
          Math.sqrt(4 * Math.PI / (2 * l + 1)) * parameters.wavelets().envelope(l, length) / points;
      for (int x = 0; x < points; x++) {
        int phase = phase(k, x);
        double along = cosine * cosines[phase] - sine * sines[phase];
        double across = cosine * sines[phase] + sine * cosines[phase];
        // the real part of (−i)^l (along + i across); the imaginary one cancels with that of −G
        double real = l == 0 ? along : l == 1 ? across : -along;
        for (int m = 0; m < count; m++) {
          re[m][x] += amplitude * y[l * l + m][0] * real;
        }
      }
    }
    for (double[] part : re) {
      for (int x = 0; x < points; x++) {
        u[x] += part[x] * part[x];
      }
    }
    for (int x = 0; x < points; x++) {
      u[x] = Math.sqrt(u[x]);
    }
    return u;
  }

  /** All Y_lm in a direction; the array is used again. */
  private double[][] angular(double x, double y, double z) {
    point[0][0] = x;
    point[1][0] = y;
    point[2][0] = z;
    harmonics.evaluate(1, point[0], point[1], point[2], ONE, angular);
    return angular;
  }

  private int[] index(int point) {
    return new int[] {point / (n * n), point / n % n, point % n};
  }

  /** Whole numbers from −n/2 to n/2; Nyquist's are left at −n/2, where nothing is. */
  private int[] frequency(int point) {
    int[] k = index(point);
    for (int i = 0; i < 3; i++) {
      k[i] = 2 * k[i] >= n ? k[i] - n : k[i];
    }
    return k;
  }

  /** n times the phase k·x in whole turns. */
  private int phase(int[] k, int point) {
    int[] i = index(point);
    return Math.floorMod(k[0] * i[0] + k[1] * i[1] + k[2] * i[2], n);
  }

  private double position(int point, int axis) {
    int[] i = index(point);
    double x = 0;
    for (int k = 0; k < 3; k++) {
      x += (double) i[k] / n * h[3 * k + axis];
    }
    return x;
  }
}
