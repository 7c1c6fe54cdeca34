package org.quarry.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quarry.fixtures.Cli;

/** What would be ignored is refused, in one line, before anything starts. */
class TrainOptionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --huber-delta 2 --network schnet                  | --huber-delta means nothing without --loss huber
          --huber-delta 2 --network schnet --loss absolute  | --huber-delta means nothing without --loss huber
          --huber-delta 2 --from si                         | --huber-delta means nothing without --loss huber
          --plateau-factor 0.3                              | --plateau-factor means nothing to --schedule cosine
          --plateau-patience 3 --schedule exponential       | --plateau-patience means nothing to --schedule exponential
          --plateau-patience 3 --from si                    | --plateau-patience means nothing to --schedule cosine
          --final-rate 0.1 --schedule constant              | --final-rate means nothing to --schedule constant
          --network schnet --targets potentials --energy-share 0.1 | --energy-share means nothing to --targets potentials
          --network schnet --targets potentials --stress-share 0.1 | --stress-share means nothing to --targets potentials
          --network schnet --targets potentials --loss squared     | --loss means nothing to --targets potentials
          --network schnet --targets potentials --huber-delta 2    | --huber-delta means nothing to --targets potentials
          --from si --targets potentials --loss huber --huber-delta 2 | --loss, --huber-delta means nothing to --targets potentials
          --workers 1 --mode averaging                      | --mode means nothing to --workers 1, which trains alone
          --workers 1 --averaging-frequency 4               | --averaging-frequency means nothing to --workers 1, which trains alone
          --mode gradients --averaging-frequency 4          | --averaging-frequency means nothing to --mode gradients
          --mode sharing --averaging-frequency 16           | --averaging-frequency means nothing to --mode sharing
          """)
  void whatMeansNothingIsRefused(String options, String message) {
    List<Object> words = new ArrayList<>(List.of("train", "--lake", "nowhere"));
    words.addAll(List.of(options.split(" +")));
    Cli.Result result = Cli.runAlone(words.toArray());
    assertEquals(2, result.status(), result.err());
    assertEquals(message, result.err().strip());
  }

  /** They come as far as the lake, which is not there. */
  @ParameterizedTest
  @CsvSource({
    "--network schnet --loss huber --huber-delta 2 --energy-share 0.1 --stress-share 0.1",
    "--schedule plateau --plateau-factor 0.3 --plateau-patience 3 --final-rate 0.1",
    "--schedule constant --warm-up 3",
    "--network schnet --targets potentials --alpha 1 --final-rate 0.1",
    "--workers 1",
    "--mode averaging --averaging-frequency 4",
    "--mode gradients --workers 4"
  })
  void whatMeansSomethingIsAccepted(String options) {
    List<Object> words = new ArrayList<>(List.of("train", "--lake", "nowhere"));
    words.addAll(List.of(options.split(" +")));
    Cli.Result result = Cli.run(words.toArray());
    assertEquals(3, result.status(), result.err());
  }
}
