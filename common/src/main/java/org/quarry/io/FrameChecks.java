package org.quarry.io;

import java.util.Locale;
import java.util.Optional;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Labels;

/**
 * Whether a configuration and its labels make sense, as far as that can be said without knowing
 * what they are for. (That numbers are finite, elements exist and periodic axes have a cell of some
 * volume is seen to by {@link Configuration} and {@link Labels} themselves.)
 *
 * <p>Every reader passes each frame through here. An instance is a workspace of one thread.
 */
public final class FrameChecks {
  /** Beyond this a coordinate or cell vector is a mistake, and ids would lose their digits. */
  public static final double MAX_LENGTH = 1e6;

  /** Opposite faces of a periodic cell are further apart than this, in Å. */
  public static final double MIN_HEIGHT = 0.1;

  /** By how much σ may differ from −virial/V: this in eV/Å³ and {@link #STRESS_RATIO} of it. */
  public static final double STRESS_DIFFERENCE = 1e-4;

  public static final double STRESS_RATIO = 0.01;

  private final QualityLimits limits;
  private final CloseContacts contacts;

  public FrameChecks(QualityLimits limits) {
    this.limits = limits;
    this.contacts = new CloseContacts(limits.distance());
  }

  /** The first thing that is wrong, in one line; empty if nothing is. */
  public Optional<String> problem(Configuration configuration, Labels labels) {
    return cellProblem(configuration)
        .or(() -> positionProblem(configuration))
        .or(() -> labels.forces().flatMap(forces -> forceProblem(forces)));
  }

  /** Whether an energy and a free energy of the same n atoms (eV) are too far apart. */
  public Optional<String> freeEnergyProblem(double energy, double freeEnergy, int atoms) {
    double difference = Math.abs(energy - freeEnergy) / atoms;
    return difference <= limits.freeEnergy()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "energy and free_energy differ by %.4g eV/atom (more than %s)",
                difference,
                limits.freeEnergy()));
  }

  /** Whether two stresses of one configuration (six components each, eV/Å³) contradict. */
  public static Optional<String> stressProblem(double[] stress, double[] fromVirial) {
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < 6; i++) {
      largest = Math.max(largest, Math.max(Math.abs(stress[i]), Math.abs(fromVirial[i])));
      difference = Math.max(difference, Math.abs(stress[i] - fromVirial[i]));
    }
    return difference <= STRESS_DIFFERENCE + STRESS_RATIO * largest
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT, "virial is not -V*stress: they differ by %.4g eV/Å³", difference));
  }

  private static Optional<String> cellProblem(Configuration c) {
    for (double x : c.cell().toArray()) {
      if (Math.abs(x) > MAX_LENGTH) {
        return Optional.of("a cell vector has the component " + x + " Å");
      }
    }
    if (!c.pbc().any()) {
      return Optional.empty();
    }
    Cell cell = c.cell().completed();
    double[] heights = cell.heights();
    for (int k = 0; k < 3; k++) {
      if (c.pbc().along(k) && !(heights[k] >= MIN_HEIGHT)) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "the periodic cell is %.3g Å thick along axis %s",
                heights[k],
                "abc".charAt(k)));
      }
    }
    return Optional.empty();
  }

  private Optional<String> positionProblem(Configuration c) {
    for (int i = 0; i < c.size(); i++) {
      for (int axis = 0; axis < 3; axis++) {
        if (Math.abs(c.position(i, axis)) > MAX_LENGTH) {
          return Optional.of("a coordinate of atom " + i + " is " + c.position(i, axis) + " Å");
        }
      }
    }
    if (!contacts.find(c)) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "atoms %d and %d are %.3g Å apart%s (less than %s)",
            contacts.first(),
            contacts.second(),
            contacts.found(),
            c.pbc().any() ? ", periodic images counted" : "",
            limits.distance()));
  }

  private Optional<String> forceProblem(double[] forces) {
    double x = 0;
    double y = 0;
    double z = 0;
    for (int i = 0; i < forces.length; i += 3) {
      x += forces[i];
      y += forces[i + 1];
      z += forces[i + 2];
    }
    double net = Math.sqrt(x * x + y * y + z * z);
    return net <= limits.netForce()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT, "the forces sum to %.4g eV/Å (more than %s)", net, limits.netForce()));
  }
}
