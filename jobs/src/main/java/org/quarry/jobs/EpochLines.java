package org.quarry.jobs;

import java.io.PrintStream;
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
    Errors errors = point.validation();
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT, "train %s: epoch %d, loss %.4g", model, point.epoch(), point.loss()));
    if (!Double.isNaN(errors.energyMae())) {
      line.append(String.format(Locale.ROOT, ", %.4g eV/atom", errors.energyMae()));
    }
    if (!Double.isNaN(errors.forceMae())) {
      line.append(String.format(Locale.ROOT, ", %.4g eV/Å", errors.forceMae()));
    }
    out.println(line.append(" on the validation split"));
    out.flush();
  }
}
