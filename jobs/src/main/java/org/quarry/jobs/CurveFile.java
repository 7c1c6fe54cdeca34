package org.quarry.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.quarry.network.training.CurvePoint;
import org.quarry.network.training.Errors;

/**
 * A learning curve that grows as training goes: a table with commas, a line a point, for {@code
 * tail -f} and plots. What a training that goes on from its checkpoint does again replaces what it
 * had written of that before. Errors are those on the validation side, empty without one, in the
 * units of {@code learning_curves}.
 */
final class CurveFile implements Consumer<CurvePoint> {
  private static final String HEAD =
      "epoch,seconds,learning_rate,loss,energy_mae,energy_rmse,force_mae,force_rmse,virial_mae,"
          + "virial_rmse";

  private final Path file;
  private boolean begun;

  CurveFile(Path file) {
    this.file = file;
  }

  @Override
  public void accept(CurvePoint point) {
    try {
      if (!begun) {
        begin(point.epoch());
        begun = true;
      }
      Files.writeString(file, line(point), StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** Keeps what stands there of earlier epochs. */
  private void begin(int epoch) throws IOException {
    List<String> lines = new ArrayList<>(List.of(HEAD));
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        String first = line.substring(0, Math.max(0, line.indexOf(',')));
        if (first.matches("\\d{1,9}") && Integer.parseInt(first) < epoch) {
          lines.add(line);
        }
      }
    }
    Files.createDirectories(file.getParent());
    Files.write(file, lines);
  }

  private static String line(CurvePoint point) {
    Errors errors = point.validation();
    return DoubleStream.of(
            point.seconds(),
            point.learningRate(),
            point.loss(),
            errors.energyMae(),
            errors.energyRmse(),
            errors.forceMae(),
            errors.forceRmse(),
            errors.virialMae(),
            errors.virialRmse())
        .mapToObj(x -> Double.isNaN(x) ? "" : Double.toString(x))
        .collect(Collectors.joining(",", point.epoch() + ",", "\n"));
  }
}
