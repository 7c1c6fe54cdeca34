package org.quarry.io;

import java.util.Map;
import java.util.Optional;
import org.quarry.atoms.Units;

/**
 * Under which names a file has its labels. An absent name means that the label is not read.
 *
 * @param energy the frame's key with the energy
 * @param forces the column (three numbers an atom) with the forces
 * @param stress the frame's key with the stress
 * @param virial the frame's key with −V·stress, in the unit of energy
 */
public record LabelKeys(
    Optional<String> energy,
    Optional<String> forces,
    Optional<StressKey> stress,
    Optional<String> virial) {
  /** ASE's: {@code energy}, {@code forces}, {@code stress}, {@code virial}. */
  public static final LabelKeys ASE =
      new LabelKeys(
          Optional.of("energy"),
          Optional.of("forces"),
          Optional.of(new StressKey("stress", Optional.empty(), StressConvention.ASE)),
          Optional.of("virial"));

  /**
   * A key with a stress.
   *
   * @param unit its unit; absent, that of {@link FileUnits}
   */
  public record StressKey(String key, Optional<String> unit, StressConvention convention) {}

  /** Order and sign of a stress. */
  public enum StressConvention {
    /** Nine components, or six as xx yy zz yz xz xy; positive in tension. */
    ASE,
    /** Nine components, or six as xx yy zz xy yz zx; positive in compression. */
    VASP
  }

  /**
   * Names as the command line gives them: {@code energy=KEY,forces=KEY,stress=KEY:UNIT:CONVENTION,
   * virial=KEY}. UNIT and CONVENTION ({@code ase} or {@code vasp}) may be left out; the key {@code
   * none} leaves a label out. What is not named keeps ASE's key.
   *
   * @throws IllegalArgumentException if a label, unit or convention is unknown
   */
  public static LabelKeys parse(String text) {
    Optional<String> energy = ASE.energy;
    Optional<String> forces = ASE.forces;
    Optional<StressKey> stress = ASE.stress;
    Optional<String> virial = ASE.virial;
    for (Map.Entry<String, String> entry : Assignments.parse("map", text).entrySet()) {
      Optional<String> key =
          entry.getValue().equals("none") ? Optional.empty() : Optional.of(entry.getValue());
      switch (entry.getKey()) {
        case "energy" -> energy = key;
        case "forces" -> forces = key;
        case "stress" -> stress = key.map(LabelKeys::parseStress);
        case "virial" -> virial = key;
        default ->
            throw new IllegalArgumentException(
                "map: unknown label \""
                    + entry.getKey()
                    + "\" (energy, forces, stress, virial; KEY none leaves a label out)");
      }
    }
    return new LabelKeys(energy, forces, stress, virial);
  }

  private static StressKey parseStress(String text) {
    String[] part = text.split(":", -1);
    Optional<String> unit = Optional.empty();
    StressConvention convention = StressConvention.ASE;
    for (int i = 1; i < part.length; i++) {
      switch (part[i]) {
        case "vasp" -> convention = StressConvention.VASP;
        case "ase" -> convention = StressConvention.ASE;
        default -> {
          if (i > 1) {
            throw new IllegalArgumentException(
                "map: unknown stress convention \"" + part[i] + "\" (ase, vasp) in " + text);
          }
          Units.stress(part[i]); // fails for a unit that does not exist
          unit = Optional.of(part[i]);
        }
      }
    }
    if (part[0].isEmpty() || part.length > 3) {
      throw new IllegalArgumentException("map: expected stress=KEY:UNIT:CONVENTION, got " + text);
    }
    return new StressKey(part[0], unit, convention);
  }
}
