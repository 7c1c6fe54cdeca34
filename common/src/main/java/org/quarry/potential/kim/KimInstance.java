package org.quarry.potential.kim;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.DoubleByReference;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.potential.NoAnswerException;

/**
 * A model of libkim-api, opened. Energies come in eV, lengths in Å.
 *
 * <p>The virial is W = Σ_p r_p ⊗ F_p over all particles p, ghosts with their share of the forces
 * included: the exact derivative of the energy by a strain, whatever the model's own virial means.
 */
final class KimInstance implements ModelInstance {
  private static final int ELEMENTS = 118;
  private static final double SHARES = 1e-9; // by how much the shares may miss the energy

  /** Closest particles, in Å, that a model is given: beyond it some write out of bounds. */
  static final double MIN_DISTANCE = 0.2;

  private final Description description;
  private final int[] codeOf = new int[ELEMENTS + 1]; // of an atomic number
  private final Pointer model;
  private final Pointer arguments;
  private final boolean givesParticleEnergies;
  private final Padding padding;
  private final NeighborTable table;

  private final NativeArray count = new NativeArray();
  private final NativeArray energy = new NativeArray();
  private final NativeArray species = new NativeArray();
  private final NativeArray contributing = new NativeArray();
  private final NativeArray positions = new NativeArray();
  private final NativeArray forces = new NativeArray();
  private final NativeArray energies = new NativeArray();
  private int[] codes = new int[0];
  private int[] contributes = new int[0];
  private double[] particleForces = new double[0];
  private double[] particleEnergies = new double[0];

  /**
   * Opens a model.
   *
   * @param known its description before it was opened
   * @param wanted element to the model's species; empty for all
   * @throws IllegalArgumentException if it cannot be opened, or not be used
   */
  KimInstance(Description known, Map<Element, String> wanted, NeighborTable.Lookup lookup) {
    this.model = create(known.name());
    this.arguments = argumentsOf(known.name());
    List<String> elements = assignCodes(known.name(), wanted);
    IntByReference lists = new IntByReference();
    PointerByReference cutoffs = new PointerByReference();
    PointerByReference hints = new PointerByReference();
    KimApi.KIM_Model_GetNeighborListPointers(model, lists, cutoffs, hints);
    double[] cutoff = cutoffs.getValue().getDoubleArray(0, lists.getValue());
    boolean[] ghostsAsk = new boolean[cutoff.length];
    double longest = 0;
    for (int l = 0; l < cutoff.length; l++) {
      // The hint says that the model will not request the neighbours of ghosts.
      ghostsAsk[l] = hints.getValue().getInt((long) Integer.BYTES * l) == 0;
      longest = Math.max(longest, cutoff[l]);
    }
    DoubleByReference influence = new DoubleByReference();
    KimApi.KIM_Model_GetInfluenceDistance(model, influence);
    requireSupport(known.name(), "partialEnergy");
    requireSupport(known.name(), "partialForces");
    this.givesParticleEnergies = supports("partialParticleEnergy");
    this.padding = new Padding(cutoff, ghostsAsk, influence.getValue(), MIN_DISTANCE);
    this.table = new NeighborTable(lookup);
    this.description = known.opened(elements, longest, influence.getValue());
    setFixedPointers();
    setArrayPointers();
  }

  private static Pointer create(String name) {
    IntByReference accepted = new IntByReference();
    PointerByReference created = new PointerByReference();
    int error =
        KimApi.KIM_Model_Create(
            KimApi.constant("NUMBERING_zeroBased"),
            KimApi.constant("LENGTH_UNIT_A"),
            KimApi.constant("ENERGY_UNIT_eV"),
            KimApi.constant("CHARGE_UNIT_e"),
            KimApi.constant("TEMPERATURE_UNIT_K"),
            KimApi.constant("TIME_UNIT_ps"),
            name,
            accepted,
            created);
    if (error != 0) {
      throw new IllegalArgumentException("OpenKIM cannot load the model " + name);
    }
    if (accepted.getValue() == 0) {
      KimApi.KIM_Model_Destroy(created);
      throw new IllegalArgumentException("the KIM model " + name + " does not work in eV and Å");
    }
    return created.getValue();
  }

  private Pointer argumentsOf(String name) {
    PointerByReference created = new PointerByReference();
    if (KimApi.KIM_Model_ComputeArgumentsCreate(model, created) != 0) {
      throw new IllegalArgumentException("the KIM model " + name + " cannot be set up");
    }
    return created.getValue();
  }

  /** Fills {@link #codeOf}; returns the elements that have a code. */
  private List<String> assignCodes(String name, Map<Element, String> wanted) {
    List<String> elements = new ArrayList<>();
    for (int z = 1; z <= ELEMENTS; z++) {
      Element element = Element.of(z);
      String label = wanted.isEmpty() ? element.symbol() : wanted.get(element);
      codeOf[z] = label == null ? -1 : code(label);
      if (codeOf[z] >= 0) {
        elements.add(element.symbol());
      } else if (label != null && !wanted.isEmpty()) {
        throw new IllegalArgumentException(
            "the KIM model " + name + " has no parameters for " + label);
      }
    }
    if (elements.isEmpty()) {
      throw new IllegalArgumentException(
          "the KIM model " + name + " describes no element; name one and a species, as @Si=user01");
    }
    return elements;
  }

  /** The model's number for a species, −1 where it has none. */
  private int code(String label) {
    IntByReference supported = new IntByReference();
    IntByReference code = new IntByReference();
    int error =
        KimApi.KIM_Model_GetSpeciesSupportAndCode(
            model, KimApi.KIM_SpeciesName_FromString(label), supported, code);
    return error == 0 && supported.getValue() != 0 ? code.getValue() : -1;
  }

  private void requireSupport(String name, String argument) {
    if (!supports(argument)) {
      throw new IllegalArgumentException("the KIM model " + name + " gives no " + argument);
    }
  }

  private boolean supports(String argument) {
    IntByReference status = new IntByReference();
    return KimApi.KIM_ComputeArguments_GetArgumentSupportStatus(
                arguments, KimApi.constant("COMPUTE_ARGUMENT_NAME_" + argument), status)
            == 0
        && status.getValue() != KimApi.constant("SUPPORT_STATUS_notSupported");
  }

  private void setFixedPointers() {
    int error = table.attach(arguments);
    error |= setIntegers("numberOfParticles", count);
    error |= setDoubles("partialEnergy", energy);
    if (error != 0) {
      throw new IllegalArgumentException("KIM model " + description.name() + " cannot be set up");
    }
  }

  private void setArrayPointers() {
    int error = setIntegers("particleSpeciesCodes", species);
    error |= setIntegers("particleContributing", contributing);
    error |= setDoubles("coordinates", positions);
    error |= setDoubles("partialForces", forces);
    if (givesParticleEnergies) {
      error |= setDoubles("partialParticleEnergy", energies);
    }
    if (error != 0) {
      throw new IllegalArgumentException("KIM model " + description.name() + " cannot be set up");
    }
  }

  private int setIntegers(String argument, NativeArray values) {
    return KimApi.KIM_ComputeArguments_SetArgumentPointerInteger(
        arguments, KimApi.constant("COMPUTE_ARGUMENT_NAME_" + argument), values.pointer());
  }

  private int setDoubles(String argument, NativeArray values) {
    return KimApi.KIM_ComputeArguments_SetArgumentPointerDouble(
        arguments, KimApi.constant("COMPUTE_ARGUMENT_NAME_" + argument), values.pointer());
  }

  @Override
  public Description description() {
    return description;
  }

  @Override
  public void compute(Configuration configuration, Answer answer) {
    int n = configuration.size();
    checkSpecies(configuration);
    padding.build(configuration);
    int m = padding.particles();
    reserve(m);
    for (int p = 0; p < m; p++) {
      codes[p] = codeOf[configuration.atomicNumber(padding.owner[p])];
      contributes[p] = p < n ? 1 : 0;
    }
    count.pointer().setInt(0, m);
    species.pointer().write(0, codes, 0, m);
    contributing.pointer().write(0, contributes, 0, m);
    positions.pointer().write(0, padding.positions, 0, 3 * m);
    table.fill(padding.lists(), padding.rows(), padding.offsets, padding.neighbors);
    // Some models add to what is there, and some leave what belongs to ghosts unwritten.
    energy.pointer().setDouble(0, 0);
    forces.pointer().setMemory(0, 3L * Double.BYTES * m, (byte) 0);
    energies.pointer().setMemory(0, (long) Double.BYTES * m, (byte) 0);
    long start = System.nanoTime();
    if (KimApi.KIM_Model_Compute(model, arguments) != 0) {
      throw new NoAnswerException(description.name() + " refuses this configuration");
    }
    double seconds = 1e-9 * (System.nanoTime() - start);
    answer.clear(n);
    answer.modelSeconds = seconds;
    answer.energy = energy.pointer().getDouble(0);
    collectForces(m, answer);
    collectEnergies(n, m, answer);
  }

  private void checkSpecies(Configuration configuration) {
    for (int i = 0; i < configuration.size(); i++) {
      if (codeOf[configuration.atomicNumber(i)] < 0) {
        throw new NoAnswerException(
            description.name()
                + " has no parameters for "
                + Element.of(configuration.atomicNumber(i)));
      }
    }
  }

  private void reserve(int m) {
    boolean moved = species.reserve((long) Integer.BYTES * m);
    moved |= contributing.reserve((long) Integer.BYTES * m);
    moved |= positions.reserve(3L * Double.BYTES * m);
    moved |= forces.reserve(3L * Double.BYTES * m);
    moved |= energies.reserve((long) Double.BYTES * m);
    if (moved) {
      setArrayPointers();
    }
    if (codes.length < m) {
      codes = new int[2 * m];
      contributes = new int[2 * m];
      particleForces = new double[6 * m];
      particleEnergies = new double[2 * m];
    }
  }

  private void collectForces(int m, Answer answer) {
    forces.pointer().read(0, particleForces, 0, 3 * m);
    double[] r = padding.positions;
    double[] w = answer.virial;
    for (int p = 0; p < m; p++) {
      double fx = particleForces[3 * p];
      double fy = particleForces[3 * p + 1];
      double fz = particleForces[3 * p + 2];
      int i = 3 * padding.owner[p];
      answer.forces[i] += fx;
      answer.forces[i + 1] += fy;
      answer.forces[i + 2] += fz;
      w[0] += r[3 * p] * fx;
      w[1] += r[3 * p + 1] * fy;
      w[2] += r[3 * p + 2] * fz;
      w[3] += r[3 * p] * fy;
      w[4] += r[3 * p] * fz;
      w[5] += r[3 * p + 1] * fz;
    }
  }

  /**
   * A model may leave a ghost its share of a bond; that belongs to the ghost's atom. Where there
   * are no energies of particles, or they do not add up to the energy (some models support them in
   * name only), all atoms share alike.
   */
  private void collectEnergies(int n, int m, Answer answer) {
    double sum = 0;
    if (givesParticleEnergies) {
      energies.pointer().read(0, particleEnergies, 0, m);
      for (int p = 0; p < m; p++) {
        answer.energies[padding.owner[p]] += particleEnergies[p];
        sum += particleEnergies[p];
      }
    }
    if (!(Math.abs(sum - answer.energy) <= SHARES * Math.max(1, Math.abs(answer.energy)))) {
      Arrays.fill(answer.energies, 0, n, answer.energy / n);
    }
  }

  @Override
  public void close() {
    KimApi.KIM_Model_ComputeArgumentsDestroy(model, new PointerByReference(arguments));
    KimApi.KIM_Model_Destroy(new PointerByReference(model));
  }
}
