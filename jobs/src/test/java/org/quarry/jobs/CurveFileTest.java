package org.quarry.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quarry.network.training.CurvePoint;
import org.quarry.network.training.Errors;

class CurveFileTest {
  @TempDir private Path folder;

  private static CurvePoint point(int epoch, double loss) {
    return new CurvePoint(epoch, 0.5, loss, Double.NaN, Errors.NONE, 7);
  }

  @Test
  void whatATrainingDoesAgainReplacesWhatStoodThere() throws IOException {
    Path file = folder.resolve("models/m.curve.csv");
    CurveFile first = new CurveFile(file);
    for (int epoch = 1; epoch <= 3; epoch++) {
      first.accept(point(epoch, 1));
    }
    Files.writeString(file, "4,7.0,0.", StandardOpenOption.APPEND); // where it was killed
    CurveFile second = new CurveFile(file);
    second.accept(point(3, 2));
    second.accept(point(4, 2));
    List<String> lines = Files.readAllLines(file);
    assertEquals("epoch", lines.get(0).substring(0, 5));
    assertEquals(
        List.of(
            "1,7.0,0.5,1.0,,,,,,",
            "2,7.0,0.5,1.0,,,,,,",
            "3,7.0,0.5,2.0,,,,,,",
            "4,7.0,0.5,2.0,,,,,,"),
        lines.subList(1, lines.size()));
  }
}
