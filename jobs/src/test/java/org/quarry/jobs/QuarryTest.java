package org.quarry.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.quarry.fixtures.Cli;
import picocli.CommandLine;

class QuarryTest {
  static Stream<List<String>> commands() {
    List<List<String>> all = new ArrayList<>();
    collect(List.of(), Quarry.commandLine(), all);
    return all.stream();
  }

  private static void collect(List<String> words, CommandLine command, List<List<String>> all) {
    all.add(words);
    command
        .getSubcommands()
        .forEach(
            (name, inner) -> {
              List<String> more = new ArrayList<>(words);
              more.add(name);
              collect(more, inner, all);
            });
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHelps(List<String> words) {
    List<Object> line = new ArrayList<>(words);
    line.add("--help");

    Cli.Result result = Cli.runAlone(line.toArray());

    assertEquals(0, result.status(), result.err());
    String name = words.isEmpty() ? "quarry" : words.get(words.size() - 1);
    assertTrue(result.out().startsWith("Usage: quarry"), result.out());
    assertTrue(result.out().lines().findFirst().orElseThrow().contains(name), result.out());
  }
}
