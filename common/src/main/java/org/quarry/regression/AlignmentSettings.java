package org.quarry.regression;

import java.util.List;
import java.util.Map;
import org.quarry.parameters.Parameters;

/**
 * How empirical energies are brought to the zero of a reference method, and which potentials are
 * left out.
 *
 * @param method how the offsets are found
 * @param identical potentials that differ by no more than this, in eV per atom, on every training
 *     row once both are aligned are one and the same: the first by name is kept
 * @param exclusions potentials that are left out, with reasons
 * @param states energies given by the user, for {@link AlignmentMethod#GIVEN}
 */
public record AlignmentSettings(
    AlignmentMethod method, double identical, List<Exclusion> exclusions, ReferenceStates states)
    implements Parameters {
  /**
   * A micro-electronvolt per atom: rounded parameters of one publication differ by more, two
   * programs with the same parameters by less.
   */
  public static final double IDENTICAL = 1e-6;

  public AlignmentSettings {
    exclusions = List.copyOf(exclusions);
    if (!(identical >= 0 && Double.isFinite(identical))) {
      throw new IllegalArgumentException(
          "potentials are identical within an energy per atom ≥ 0, got " + identical);
    }
    if ((method == AlignmentMethod.GIVEN) == states.reference().isEmpty()) {
      throw new IllegalArgumentException(
          method == AlignmentMethod.GIVEN
              ? "alignment \"given\" needs the reference's energy of each element"
              : "energies of elements are used by alignment \"given\" only, not by "
                  + method.text());
    }
  }

  /** A method with nothing left out. */
  public static AlignmentSettings of(AlignmentMethod method) {
    return new AlignmentSettings(method, IDENTICAL, List.of(), ReferenceStates.NONE);
  }

  /** The same, leaving potentials out. */
  public AlignmentSettings excluding(List<Exclusion> others) {
    return new AlignmentSettings(method, identical, others, states);
  }

  @Override
  public String name() {
    return "alignment";
  }

  @Override
  public Map<String, Object> toMap() {
    return Map.of(
        "method", method.text(),
        "identical", identical,
        "exclusions", exclusions.stream().map(Exclusion::text).toList(),
        "states", states.toMap());
  }
}
