package org.quarry.jobs;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which data sets a job works on. */
final class DatasetOptions {
  @Option(
      names = "--dataset",
      split = ",",
      paramLabel = "NAME",
      description = "data sets to work on (default: all)")
  private List<String> names = new ArrayList<>();

  List<String> names() {
    return List.copyOf(names);
  }
}
