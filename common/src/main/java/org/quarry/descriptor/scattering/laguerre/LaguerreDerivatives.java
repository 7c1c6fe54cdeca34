package org.quarry.descriptor.scattering.laguerre;

import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.descriptor.Evaluator;
import org.quarry.descriptor.scattering.CubeRoot;
import org.quarry.descriptor.scattering.Spectrum;
import org.quarry.math.fft.Band;

/**
 * {@link LaguerreScattering} of orders 0 and 1 with analytical derivatives by the positions of the
 * atoms: a workspace of one thread that evaluates like any other and then differentiates what it
 * has evaluated last. Every periodic image moves with its atom.
 *
 * <p>With W_m = ρ ∗ ψ_jlm, U = (Σ_m W_m²)^½ and the density's coefficients (1/V) Σ_k c_k
 * e^(−iG·x_k),
 *
 * <pre>
 * ∂/∂x_k ∫ U^q = c_k Σ_G (−iG) e^(−iG·x_k) Σ_m ψ̂_jlm(G) a_m(G)*,   a_m(G) = (1/V) ∫ q U^(q−2) W_m e^(−iG·x)
 * </pre>
 *
 * <p>the integral being the same sum over the grid as in the values, so the derivatives are those
 * of the values as computed. {@link #backward} costs about three times the values and O(N) for each
 * lattice vector; {@link #jacobian} does this for every feature.
 *
 * <p><b>Where there is no derivative.</b> U is a modulus. For q &gt; 1, U^q is differentiable
 * everywhere, also where U = 0. For q ≤ 1 it is not there: a grid point at which U vanishes exactly
 * (by symmetry, say) is left out, which is the derivative along all directions that keep it at
 * zero. For l = 0 and q = 1 the sum of |W| over the grid has a kink wherever a grid point passes
 * through W = 0; the integral has none.
 */
public final class LaguerreDerivatives implements Evaluator {
  private static final double THIRD = 1.0 / 3;

  private final LaguerreParameters parameters;
  private final LaguerreEvaluator evaluator;
  private final ResponseFields responses;
  private final AtomGradient gradients = new AtomGradient();
  private final int features;
  private final double[] weightsOfPowers;
  private Configuration configuration;

  private LaguerreDerivatives(LaguerreScattering descriptor) {
    this.parameters = descriptor.parameters();
    if (parameters.maxOrder() > 1) {
      throw new IllegalArgumentException(
          "scattering-laguerre: max_order must be 0 or 1 for derivatives, got "
              + parameters.maxOrder());
    }
    this.features = descriptor.features();
    this.evaluator = new LaguerreEvaluator(parameters, features);
    this.responses = new ResponseFields(2 * parameters.wavelets().lMax() + 1);
    this.weightsOfPowers = new double[parameters.integralPowers().size()];
  }

  /**
   * A new workspace, for one thread.
   *
   * @throws IllegalArgumentException if the descriptor has second-order features
   */
  public static LaguerreDerivatives of(LaguerreScattering descriptor) {
    return new LaguerreDerivatives(descriptor);
  }

  @Override
  public int evaluate(Configuration c) {
    int rows = evaluator.evaluate(c);
    configuration = c;
    return rows;
  }

  @Override
  public double[] values() {
    return evaluator.values();
  }

  /**
   * Adds the derivatives of an energy E by the positions, given those by the features.
   *
   * @param weights ∂E/∂(feature), as long as the row
   * @param gradient has ∂E/∂x added, 3 numbers for each atom, in units of E/Å
   * @throws IllegalStateException if nothing was evaluated
   * @throws IllegalArgumentException if an array is too short
   */
  public void backward(double[] weights, double[] gradient) {
    requireEvaluation();
    requireLength("weights", weights, features);
    requireLength("gradient", gradient, 3 * configuration.size());
    for (int channel = 0; channel < parameters.channels().size(); channel++) {
      if (parameters.maxOrder() > 0 && !evaluator.density().isEmpty(channel)) {
        backward(channel, weights, gradient);
      }
    }
  }

  /**
   * The derivatives of all features of the last evaluation, row-major [feature][3 · atom + axis].
   *
   * @throws IllegalStateException if nothing was evaluated
   */
  public double[][] jacobian() {
    requireEvaluation();
    double[][] jacobian = new double[features][3 * configuration.size()];
    double[] unit = new double[features];
    for (int feature = 0; feature < features; feature++) {
      unit[feature] = 1;
      backward(unit, jacobian[feature]);
      unit[feature] = 0;
    }
    return jacobian;
  }

  private void backward(int channel, double[] weights, double[] gradient) {
    Lattice lattice = evaluator.lattice();
    for (int j = 0; j < parameters.scales().size(); j++) {
      Band band = lattice.bank.band(lattice.bank.group(j, 0));
      boolean any = false;
      for (int l = 0; l <= parameters.wavelets().lMax(); l++) {
        if (takeWeights(channel, weights, evaluator.firstOrder(channel, j, l))) {
          if (!any) {
            gradients.begin(band);
            any = true;
          }
          addAdjoint(channel, j, l);
        }
      }
      for (int atom = 0; any && atom < configuration.size(); atom++) {
        Element element = Element.of(configuration.atomicNumber(atom));
        double charge = parameters.channels().get(channel).charge(element);
        if (charge > 0) {
          gradients.add(atom, charge, evaluator.density().fractions(), lattice.box, gradient);
        }
      }
    }
  }

  /** The weights of one modulus' integrals before normalization; whether any counts. */
  private boolean takeWeights(int channel, double[] weights, int from) {
    boolean any = false;
    for (int i = 0; i < weightsOfPowers.length; i++) {
      weightsOfPowers[i] = weights[from + i] * evaluator.firstOrderFactor(channel, i);
      any |= weightsOfPowers[i] != 0;
    }
    return any;
  }

  /** Adds Σ_m ψ̂_lm(G) a_m(G)* of one modulus. */
  private void addAdjoint(int channel, int j, int l) {
    Lattice lattice = evaluator.lattice();
    FieldGrid grid = lattice.full;
    int group = lattice.bank.group(j, l);
    responses.compute(evaluator.density().spectrum(channel), lattice.bank, group, grid);
    responses.multiply(2 * l + 1, grid.size(), this::slope);
    Spectrum spectrum = grid.spectrum();
    for (int m = 0; m <= 2 * l; m++) {
      spectrum.transform(grid.modulus().transform(), responses.field(m), lattice.bank.band(group));
      gradients.accumulate(spectrum, lattice.bank, group, m);
    }
  }

  /** Σ w q U^(q−2), 0 where U = 0. */
  private double slope(double square) {
    if (!(square > 0)) {
      return 0;
    }
    double u = Math.sqrt(square);
    double third = 0;
    double sum = 0;
    for (int i = 0; i < weightsOfPowers.length; i++) {
      double q = parameters.integralPowers().get(i);
      double power;
      if (q == 2) {
        power = 1;
      } else if (q == 1) {
        power = 1 / u;
      } else if (q == 4 * THIRD || q == 5 * THIRD) {
        third = third == 0 ? 1 / CubeRoot.of(u) : third;
        power = q == 5 * THIRD ? third : third * third;
      } else {
        power = StrictMath.pow(u, q - 2);
      }
      sum += weightsOfPowers[i] * q * power;
    }
    return sum;
  }

  private void requireEvaluation() {
    if (configuration == null) {
      throw new IllegalStateException("scattering-laguerre: evaluate a configuration first");
    }
  }

  private static void requireLength(String name, double[] array, int length) {
    if (array.length < length) {
      throw new IllegalArgumentException(
          "scattering-laguerre: " + name + " needs " + length + " numbers, got " + array.length);
    }
  }
}
