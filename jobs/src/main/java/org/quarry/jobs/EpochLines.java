package org.quarry.jobs;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.quarry.network.training.CurvePoint;
import org.quarry.network.training.Errors;

/** Says on standard error how a training goes: a line every ten seconds, none for short ones. */
final class EpochLines implements Consumer<CurvePoint> {
  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(10);

  private final String model;
  private final PrintStream out;
  private long next = System.nanoTime() + INTERVAL;

  EpochLines(String model, PrintStream out) {
    this.model = model;
    this.out = out;
  }

  @Override
  public void accept(CurvePoint point) {
    if (System.nanoTime() - next < 0) {
      return;
    }
    next = System.nanoTime() + INTERVAL;
    out.printf(
        Locale.ROOT,
        "train %s: epoch %d, loss %.4g%s%n",
        model,
        point.epoch(),
        point.loss(),
        validation(point.validation()));
    out.flush();
  }

  private static String validation(Errors errors) {
    List<String> parts = new ArrayList<>();
    if (!Double.isNaN(errors.energyMae())) {
      parts.add(String.format(Locale.ROOT, "%.4g eV/atom", errors.energyMae()));
    }
    if (!Double.isNaN(errors.forceMae())) {
      parts.add(String.format(Locale.ROOT, "%.4g eV/Å", errors.forceMae()));
    }
    if (!Double.isNaN(errors.virialMae())) {
      parts.add(String.format(Locale.ROOT, "virial %.4g eV/atom", errors.virialMae()));
    }
    return parts.isEmpty() ? "" : ", validation " + String.join(", ", parts);
  }
}
