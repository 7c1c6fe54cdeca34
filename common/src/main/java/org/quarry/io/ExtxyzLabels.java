package org.quarry.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.EnergyKind;
import org.quarry.atoms.Labels;
import org.quarry.atoms.Units;
import org.quarry.io.FileUnits.Quantity;
import org.quarry.io.LabelKeys.StressConvention;
import org.quarry.io.LabelKeys.StressKey;

/** Makes labels of a comment line and a column of forces: keys, units, orders and signs. */
final class ExtxyzLabels {
  private static final int[] FROM_VASP = {0, 1, 2, 4, 5, 3}; // xx yy zz xy yz zx → … yz xz xy

  private final ReadOptions options;
  private final FrameChecks checks;
  private final DecimalParser decimal = new DecimalParser();

  ExtxyzLabels(ReadOptions options, FrameChecks checks) {
    this.options = options;
    this.checks = checks;
  }

  /**
   * The labels of a configuration; takes from the comment what becomes one.
   *
   * @param forces in the file's unit; converted in place
   */
  Labels of(ExtxyzComment comment, ExtxyzUnits units, Configuration c, Optional<double[]> forces)
      throws BadFrame {
    Labels.Builder labels = Labels.builder();
    energy(comment, units, c.size(), labels);
    if (forces.isPresent()) {
      double factor = units.settledFactor(Quantity.FORCE);
      double[] f = forces.get();
      for (int i = 0; i < f.length; i++) {
        f[i] *= factor;
      }
      labels.forces(f);
    }
    stress(comment, units, c, labels);
    source(comment, units, labels);
    return labels.build();
  }

  private void energy(ExtxyzComment comment, ExtxyzUnits units, int atoms, Labels.Builder labels)
      throws BadFrame {
    if (options.keys().energy().isEmpty()) {
      return;
    }
    String key = options.keys().energy().get();
    double factor = units.factor(Quantity.ENERGY);
    OptionalDouble energy = number(comment, key);
    EnergyKind kind = options.energyKind();
    if (key.equals(LabelKeys.ASE.energy().get())) {
      OptionalDouble free = number(comment, ExtxyzKeys.FREE_ENERGY);
      if (energy.isPresent() && free.isPresent()) {
        raise(
            checks.freeEnergyProblem(
                energy.getAsDouble() * factor, free.getAsDouble() * factor, atoms));
        labels.metadata(ExtxyzKeys.FREE_ENERGY, Double.toString(free.getAsDouble() * factor));
      } else if (free.isPresent()) {
        energy = free;
        kind = kind == EnergyKind.UNKNOWN ? EnergyKind.FREE : kind;
      }
    }
    Optional<String> stated = comment.take(ExtxyzKeys.ENERGY_KIND);
    if (energy.isPresent()) {
      labels.energy(energy.getAsDouble() * factor);
    }
    if (kind == EnergyKind.UNKNOWN && stated.isPresent()) {
      kind = kind(stated.get());
    }
    labels.energyKind(kind);
  }

  private static EnergyKind kind(String name) throws BadFrame {
    try {
      return EnergyKind.of(name);
    } catch (IllegalArgumentException e) {
      throw BadFrame.parse(ExtxyzKeys.ENERGY_KIND + ": " + e.getMessage());
    }
  }

  private void stress(
      ExtxyzComment comment, ExtxyzUnits units, Configuration c, Labels.Builder labels)
      throws BadFrame {
    Optional<double[]> stress = Optional.empty();
    if (options.keys().stress().isPresent()) {
      StressKey key = options.keys().stress().get();
      Optional<String> text = comment.take(key.key());
      if (text.isPresent()) {
        double factor =
            key.unit().isPresent()
                ? Units.stress(key.unit().get())
                : units.settledFactor(Quantity.STRESS);
        stress = Optional.of(tensor(key.key(), text.get(), factor, key.convention()));
        key.unit().ifPresent(unit -> labels.metadata("source_stress_unit", unit));
      }
    }
    double volume = c.cell().volume();
    if (options.keys().virial().isPresent() && volume > 0) {
      String key = options.keys().virial().get();
      Optional<String> text = comment.take(key);
      if (text.isPresent()) {
        double factor = -units.factor(Quantity.ENERGY) / volume;
        double[] fromVirial = tensor(key, text.get(), factor, StressConvention.ASE);
        if (stress.isPresent()) {
          raise(FrameChecks.stressProblem(stress.get(), fromVirial));
        } else {
          stress = Optional.of(fromVirial);
        }
      }
    }
    stress.ifPresent(labels::stress);
  }

  /** Six or nine numbers as xx yy zz yz xz xy, positive in tension, times a factor. */
  private double[] tensor(String key, String text, double factor, StressConvention convention)
      throws BadFrame {
    double[] v = numbers(key, text);
    double[] six;
    if (v.length == 9) {
      requireSymmetric(key, v);
      six = new double[] {v[0], v[4], v[8], v[7], v[6], v[3]};
    } else if (v.length == 6) {
      six = v.clone();
      if (convention == StressConvention.VASP) {
        for (int i = 0; i < 6; i++) {
          six[i] = v[FROM_VASP[i]];
        }
      }
    } else {
      throw BadFrame.parse(key + " has " + v.length + " numbers, 6 or 9 are needed");
    }
    double sign = convention == StressConvention.VASP ? -1 : 1;
    for (int i = 0; i < 6; i++) {
      six[i] *= sign * factor;
    }
    return six;
  }

  private static void requireSymmetric(String key, double[] v) throws BadFrame {
    double largest = 0;
    for (double x : v) {
      largest = Math.max(largest, Math.abs(x));
    }
    double skew =
        Math.max(Math.abs(v[1] - v[3]), Math.max(Math.abs(v[2] - v[6]), Math.abs(v[5] - v[7])));
    if (skew > FrameChecks.STRESS_DIFFERENCE + FrameChecks.STRESS_RATIO * largest) {
      throw BadFrame.quality(key + " is not symmetric");
    }
  }

  /** Who made the labels: what the options tell, else what the frame states. */
  private void source(ExtxyzComment comment, ExtxyzUnits units, Labels.Builder labels)
      throws BadFrame {
    Optional<String> stated = comment.take(ExtxyzKeys.METHOD);
    options.method().or(() -> stated).ifPresent(labels::method);
    comment.take(ExtxyzKeys.SOFTWARE).ifPresent(labels::software);
    for (Map.Entry<String, String> entry : units.metadata().entrySet()) {
      labels.metadata(entry.getKey(), entry.getValue());
    }
    for (String key : List.copyOf(comment.values().keySet())) {
      if (key.startsWith(ExtxyzKeys.METADATA)) {
        Optional<String> value = comment.take(key);
        value.ifPresent(text -> labels.metadata(key.substring(ExtxyzKeys.METADATA.length()), text));
      }
    }
  }

  private OptionalDouble number(ExtxyzComment comment, String key) throws BadFrame {
    Optional<String> text = comment.take(key);
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    double[] value = numbers(key, text.get());
    if (value.length != 1) {
      throw BadFrame.parse(
          key + " is not one number: " + text.get() + (value.length == 2 ? COMMA_HINT : ""));
    }
    return OptionalDouble.of(value[0]);
  }

  static final String COMMA_HINT = " (a decimal comma?)";

  /** Finite numbers separated by blanks, commas or brackets. */
  double[] numbers(String key, String text) throws BadFrame {
    List<String> words = words(text);
    double[] values = new double[words.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = decimal.parse(words.get(i));
      if (Double.isNaN(values[i])) {
        throw BadFrame.parse(key + " holds \"" + words.get(i) + "\", no finite number");
      }
    }
    return values;
  }

  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int from = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean separates =
          i == text.length()
              || Character.isWhitespace(text.charAt(i))
              || ",[]{}".indexOf(text.charAt(i)) >= 0;
      if (separates && from >= 0) {
        words.add(text.substring(from, i));
        from = -1;
      } else if (!separates && from < 0) {
        from = i;
      }
    }
    return words;
  }

  private static void raise(Optional<String> problem) throws BadFrame {
    if (problem.isPresent()) {
      throw BadFrame.quality(problem.get());
    }
  }
}
