package org.quarry.descriptor.soap;

import java.util.Arrays;
import org.quarry.atoms.Configuration;
import org.quarry.descriptor.LocalDescriptor.LocalEvaluator;
import org.quarry.descriptor.soap.SoapParameters.Average;

/**
 * {@link Soap} with analytical derivatives by the positions of the atoms and by the strain of the
 * cell: a workspace of one thread that evaluates like any other and then differentiates what it has
 * evaluated last.
 *
 * <p>For forces and stresses, evaluate a configuration, give the rows to a model of the energy E,
 * and hand the model's derivatives w = ∂E/∂p back:
 *
 * <pre>{@code
 * SoapDerivatives soap = SoapDerivatives.of(descriptor);       // once a thread
 * int rows = soap.evaluate(configuration);
 * double[] w = ...;                                            // ∂E/∂p, as long as the rows
 * double[] gradient = new double[3 * configuration.size()];    // forces are its negative
 * double[] strain = new double[6];                             // stress is this over the volume
 * soap.backward(w, Centers.ATTACHED, gradient, strain);
 * }</pre>
 *
 * <p>To train on them, the loss L must be differentiated by w, too. With δr = −∂L/∂F for the forces
 * F = −w ∂p/∂r, {@link #pushForward} gives just that, δp = ∂L/∂w, which goes through the model as
 * any other error does. For a stress σ, δε is ∂L/∂σ over the volume, and half of that for yz, xz
 * and xy, which stand for two components each.
 *
 * <p>{@link #backward} never forms the Jacobian: it differentiates Σ w p by the expansion
 * coefficients, a_nlm = Σ_n' P_l w_nn'l c_n'lm with P_l = π √(8/(2l+1)), and then by the vector v
 * of each neighbour,
 *
 * <pre>
 * ∂E/∂v = Σ_lm [ v/|v| R_lm(v) Σ_n a_nlm f'_nl(|v|) + ∂R_lm/∂v Σ_n a_nlm f_nl(|v|) ]
 * </pre>
 *
 * at a cost of the order of the values', and so does {@link #pushForward} from the other side.
 * {@link #differentiate} and {@link #jacobian} give the derivatives of every feature, 3·features
 * numbers for every atom in reach of a centre.
 *
 * <p>All bases, weightings, compressions and averages are covered, and every periodic image moves
 * with its atom. Radial functions and their slopes come from the same table ({@link
 * org.quarry.math.RadialTable}), so the derivatives are those of the values as computed.
 *
 * <p><b>Where SOAP has no derivative.</b> The cut at {@link SoapParameters#reach()} is hard: an
 * atom that crosses it changes the values by a step, which no derivative contains, so the energy of
 * a trajectory drifts. Beside the largest feature of a lone atom the step is 10⁻³ for GTOs with
 * r_cut 5, n_max 8, l_max 6, σ 0.5, 2·10⁻² with 6, 12, 8, 0.4, and 10⁻⁶ for the polynomial basis of
 * either. A {@code poly} weighting whose r0 is within reach ends it: w and its slope vanish at r0
 * (m ≥ 1). A weighting that is not level at r = 0 (exp, exp_decay, pow with m ≤ 1) has a cusp
 * there, and {@code w0} a step: an atom on a centre that does not move with it keeps its weight.
 *
 * <p>Source of the definition: Bartók, Kondor and Csányi, Phys. Rev. B 87, 184115 (2013); the
 * strain is r → (1 + ε) r of all atoms, images and centres.
 */
public final class SoapDerivatives implements LocalEvaluator {
  /** Expansions are kept from the values for the derivatives up to this many numbers (128 MB). */
  private static final long KEPT = 1L << 24;

  private final Soap soap;
  private final long capacity;
  private final SoapEvaluator evaluator;
  private final Coefficients coefficients;
  private final Neighborhood neighborhood = new Neighborhood();
  private final SpectrumAdjoint adjoint;
  private final ExpansionGradient gradients;
  private final SpectrumJacobian jacobian;
  private final SpectrumTangent tangent;
  private final SpectrumBlocks blocks;
  private final double[] voigt = new double[6];
  private final double[] row;

  private Configuration configuration;
  private int[] centerAtoms = new int[0];
  private boolean onAtoms;
  private boolean kept;
  private int centers;
  private int rows;

  SoapDerivatives(Soap soap, long capacity) {
    this.soap = soap;
    this.capacity = capacity;
    this.blocks = new SpectrumBlocks(soap.parameters(), soap.positions());
    this.evaluator = new SoapEvaluator(soap, this::keep);
    this.coefficients = new Coefficients(soap.parameters(), blocks);
    this.row = new double[soap.features()];
    NeighborBatch batch = new NeighborBatch(soap);
    this.adjoint = new SpectrumAdjoint(soap.parameters(), blocks);
    this.gradients = new ExpansionGradient(soap, batch);
    this.jacobian = new SpectrumJacobian(soap, blocks, batch);
    this.tangent = new SpectrumTangent(soap, blocks, batch);
  }

  /** A new workspace, for one thread. */
  public static SoapDerivatives of(Soap soap) {
    return new SoapDerivatives(soap, KEPT);
  }

  @Override
  public int evaluate(Configuration c) {
    begin(c, c.size());
    onAtoms = true;
    for (int i = 0; i < c.size(); i++) {
      centerAtoms[i] = i;
    }
    return end(c.size(), evaluator.evaluate(c));
  }

  @Override
  public int evaluateAtoms(Configuration c, int[] atoms) {
    begin(c, atoms.length);
    onAtoms = true;
    System.arraycopy(atoms, 0, centerAtoms, 0, atoms.length);
    return end(atoms.length, evaluator.evaluateAtoms(c, atoms));
  }

  @Override
  public int evaluateAround(Configuration c, double[] points) {
    begin(c, points.length / 3);
    onAtoms = false;
    return end(points.length / 3, evaluator.evaluateAround(c, points));
  }

  @Override
  public double[] values() {
    return evaluator.values();
  }

  /**
   * Adds the derivatives of an energy E of which the derivatives by the features are known, for all
   * rows of the last evaluation.
   *
   * @param weights ∂E/∂p of each feature of each row, in the order of {@link #values()}
   * @param attachment whether centres that are atoms move with them: {@link Centers#ATTACHED} for
   *     forces; points have no atom and need {@link Centers#FIXED}
   * @param gradient has ∂E/∂r added, 3 numbers for each atom of the configuration, in units of E/Å
   * @param strain has the six components ∂E/∂ε_ab = Σ v_a ∂E/∂v_b added, xx yy zz yz xz xy, in
   *     units of E; the stress, positive in tension, is this over the volume
   * @throws IllegalStateException if nothing was evaluated
   * @throws IllegalArgumentException if an array is too short, or the centres are points
   */
  public void backward(double[] weights, Centers attachment, double[] gradient, double[] strain) {
    requireEvaluation(attachment);
    requireLength("weights", weights, (long) rows * soap.features());
    requireLength("gradient", gradient, 3L * configuration.size());
    requireLength("strain", strain, voigt.length);
    Average average = soap.parameters().average();
    double scale = average == Average.OFF ? 1 : 1.0 / centers;
    Arrays.fill(voigt, 0);
    for (int k = 0; k < centers; k++) {
      int slot = slot(k);
      if (k == 0 || average != Average.INNER) {
        int row = average == Average.OFF ? k * soap.features() : 0;
        adjoint.compute(coefficients, slot, weights, row, scale);
      }
      gather(k, attachment);
      for (int channel = 0; channel < blocks.channels(); channel++) {
        if (coefficients.present(slot, channel)) {
          gradients.add(adjoint.channel(channel), channel, neighborhood, gradient, voigt);
        }
      }
    }
    for (int i = 0; i < voigt.length; i++) {
      strain[i] += voigt[i];
    }
  }

  /**
   * Writes how the rows of the last evaluation change, to first order, when atoms move and the cell
   * is strained: the product of the Jacobian with a direction.
   *
   * <p>A model that is trained on forces F = −Σ w ∂p/∂r needs it: with δr = ∂L/∂F of the loss L,
   * the change of the rows is −∂L/∂w, which the model differentiates by its parameters.
   *
   * @param motion δr of every atom, 3 numbers each in Å
   * @param strain δε of everything, xx yy zz yz xz xy; the last three stand for two equal
   *     components of the tensor each
   * @param attachment whether centres that are atoms move with them; points need {@link
   *     Centers#FIXED}
   * @param tangents receives δp in the order of {@link #values()}
   * @throws IllegalStateException if nothing was evaluated
   * @throws IllegalArgumentException if an array is too short, or the centres are points
   */
  public void pushForward(double[] motion, double[] strain, Centers attachment, double[] tangents) {
    requireEvaluation(attachment);
    requireLength("motion", motion, 3L * configuration.size());
    requireLength("strain", strain, voigt.length);
    requireLength("tangents", tangents, (long) rows * soap.features());
    Average average = soap.parameters().average();
    if (average == Average.OUTER) {
      Arrays.fill(tangents, 0, row.length, 0);
    }
    tangent.clear();
    for (int k = 0; k < centers; k++) {
      gather(k, attachment);
      tangent.add(neighborhood, motion, strain);
      if (average == Average.OFF) {
        tangent.write(coefficients, slot(k), tangents, k * row.length, row.length);
        tangent.clear();
      } else if (average == Average.OUTER) {
        tangent.write(coefficients, slot(k), row, 0, row.length);
        addScaled(1.0 / centers, row, tangents, 0, row.length, 0);
        tangent.clear();
      }
    }
    if (average == Average.INNER) {
      tangent.write(coefficients, 0, row, 0, row.length);
      Arrays.fill(tangents, 0, row.length, 0);
      addScaled(1.0 / centers, row, tangents, 0, row.length, 0);
    }
  }

  /**
   * Computes the derivatives of one centre's row by the atoms in its reach; without average only.
   * {@link #atoms()} and {@link #derivatives()} hold them until the next call.
   *
   * @param center index of the row
   * @return the number of atoms in reach, the centre's own included
   * @throws IllegalStateException if nothing was evaluated, or rows are averages
   * @throws IllegalArgumentException if there is no such row, or the centres are points and not
   *     {@link Centers#FIXED}
   */
  public int differentiate(int center, Centers attachment) {
    requireEvaluation(attachment);
    if (soap.parameters().average() != Average.OFF) {
      throw new IllegalStateException("soap: an averaged row has no centre of its own");
    }
    if (center < 0 || center >= centers) {
      throw new IllegalArgumentException("soap: no row " + center + " of " + centers);
    }
    int slot = slot(center);
    gather(center, attachment);
    jacobian.compute(coefficients, slot, neighborhood);
    return jacobian.count();
  }

  /** The atoms in reach of the centre differentiated last, ascending. May be longer. */
  public int[] atoms() {
    return jacobian.atoms();
  }

  /**
   * The derivatives of the centre differentiated last by those atoms: feature q by coordinate a (0
   * = x) of {@code atoms()[k]} is at {@code (3k + a)·features + q}. The array is the workspace's
   * own and may be longer than what is filled.
   */
  public double[] derivatives() {
    return jacobian.derivatives();
  }

  /**
   * The derivatives of every row by every atom in a fresh array: feature q of row i by coordinate a
   * of atom k is at {@code ((i·atoms + k)·3 + a)·features + q}. Mostly zeros in a large
   * configuration: see {@link #differentiate}.
   *
   * @throws IllegalStateException if nothing was evaluated
   * @throws IllegalArgumentException if they do not fit into one array, or the centres are points
   *     and not {@link Centers#FIXED}
   */
  public double[] jacobian(Centers attachment) {
    requireEvaluation(attachment);
    long length = (long) rows * configuration.size() * 3 * soap.features();
    if (length > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "soap: the Jacobian of "
              + configuration.size()
              + " atoms has "
              + length
              + " numbers, too many for one array: use differentiate or backward");
    }
    double[] dense = new double[(int) length];
    jacobian(attachment, dense);
    return dense;
  }

  /**
   * Writes the derivatives of every row by every atom to an array that is used again and again, in
   * the order of {@link #jacobian(Centers)}.
   *
   * @throws IllegalStateException if nothing was evaluated
   * @throws IllegalArgumentException if the array is too short, or the centres are points and not
   *     {@link Centers#FIXED}
   */
  public void jacobian(Centers attachment, double[] dense) {
    requireEvaluation(attachment);
    int block = 3 * soap.features();
    int n = configuration.size();
    requireLength("the Jacobian", dense, (long) rows * n * block);
    if (soap.parameters().average() == Average.OFF) {
      for (int center = 0; center < centers; center++) {
        int slot = slot(center);
        gather(center, attachment);
        jacobian.computeAll(coefficients, slot, neighborhood, n, dense, center * n * block);
      }
      return;
    }
    Arrays.fill(dense, 0, n * block, 0);
    double scale = 1.0 / centers;
    for (int center = 0; center < centers; center++) {
      int slot = slot(center);
      gather(center, attachment);
      jacobian.compute(coefficients, slot, neighborhood);
      for (int k = 0; k < jacobian.count(); k++) {
        addScaled(scale, derivatives(), dense, k * block, block, atoms()[k] * block);
      }
    }
  }

  private static void addScaled(
      double scale, double[] from, double[] to, int begin, int count, int at) {
    for (int i = 0; i < count; i++) {
      to[at + i] += scale * from[begin + i];
    }
  }

  private void gather(int center, Centers attachment) {
    int atom = onAtoms ? centerAtoms[center] : -1;
    int inList = onAtoms ? atom : center;
    neighborhood.set(evaluator.neighbors(), inList, atom, attachment, evaluator.species());
  }

  /** Where the expansion of a centre stands, after redoing it if there was no room to keep it. */
  private int slot(int center) {
    if (kept) {
      return center;
    }
    if (soap.parameters().average() != Average.INNER) {
      coefficients.set(
          0, onAtoms ? evaluator.expandAtom(centerAtoms[center]) : evaluator.expandPoint(center));
    }
    return 0;
  }

  private void keep(int center, DensityExpansion density) {
    if (kept) {
      coefficients.set(center, density);
    }
  }

  private void begin(Configuration c, int number) {
    centers = 0;
    configuration = c;
    kept =
        soap.parameters().average() != Average.INNER
            && (long) number * coefficients.stride() <= capacity;
    coefficients.reserve(kept ? number : 1);
    if (centerAtoms.length < number) {
      centerAtoms = new int[number];
    }
  }

  private int end(int number, int evaluated) {
    centers = number;
    rows = evaluated;
    if (soap.parameters().average() == Average.INNER) {
      coefficients.set(0, evaluator.mean());
    }
    return rows;
  }

  private void requireEvaluation(Centers attachment) {
    if (centers == 0) {
      throw new IllegalStateException("soap: evaluate a configuration before its derivatives");
    }
    if (!onAtoms && attachment != Centers.FIXED) {
      throw new IllegalArgumentException(
          "soap: centers that are points move with no atom; ask for derivatives with FIXED ones");
    }
  }

  private static void requireLength(String name, double[] array, long length) {
    if (array.length < length) {
      throw new IllegalArgumentException(
          "soap: " + name + " needs " + length + " numbers, got " + array.length);
    }
  }

  /** Whether a centre that is an atom moves with it. */
  public enum Centers {
    /** The centre moves with its atom, as forces ask for; moving all atoms changes nothing. */
    ATTACHED,
    /**
     * Centres stay where they are in space while atoms move, the one on the centre too. Under
     * strain they move like everything else.
     */
    FIXED
  }
}
