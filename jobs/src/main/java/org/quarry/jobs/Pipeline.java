package org.quarry.jobs;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A pipeline file: a list of command lines in HOCON.
 *
 * <pre>
 * lake = nightly/lake
 * steps = [
 *   { job = ingest, dataset = si, map = "stress=virial_stress_kbar:kbar:vasp", inputs = [landing] }
 *   { job = describe, species = [Si] }
 * ]
 * </pre>
 *
 * <p>A step's keys are the job's options without their dashes, {@code inputs} its operands; a list
 * repeats the option, {@code true} is a flag, {@code false} leaves it out. Every step gets the
 * pipeline's {@code lake} unless it names its own. Relative paths are taken from where the command
 * runs.
 */
final class Pipeline {
  private final List<List<String>> steps;

  private Pipeline(List<List<String>> steps) {
    this.steps = List.copyOf(steps);
  }

  /**
   * Reads a pipeline.
   *
   * @param settings {@code key=value} each; they win over the file
   * @throws UsageException if the file or a setting does not say what it should
   */
  static Pipeline read(Path file, List<String> settings) {
    if (!Files.isRegularFile(file)) {
      throw new InputException(file + ": no such pipeline file");
    }
    try {
      Config config =
          ConfigFactory.parseString(String.join("\n", settings))
              .withFallback(
                  ConfigFactory.parseFile(
                      file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false)))
              .resolve();
      String lake = config.getString("lake");
      List<List<String>> steps = new ArrayList<>();
      for (ConfigObject step : config.getObjectList("steps")) {
        steps.add(arguments(step, lake));
      }
      return new Pipeline(steps);
    } catch (ConfigException e) {
      throw new UsageException(file + ": " + e.getMessage());
    }
  }

  /** The command line of each step, the job's name first. */
  List<List<String>> steps() {
    return steps;
  }

  private static List<String> arguments(ConfigObject step, String lake) {
    Map<String, ConfigValue> options = new TreeMap<>(step);
    List<String> arguments = new ArrayList<>();
    arguments.add(step.toConfig().getString("job"));
    options.remove("job");
    ConfigValue inputs = options.remove("inputs");
    if (!options.containsKey("lake")) {
      arguments.add("--lake");
      arguments.add(lake);
    }
    options.forEach((name, value) -> addOption(arguments, "--" + name, value));
    if (inputs != null) {
      arguments.addAll(texts(inputs));
    }
    return List.copyOf(arguments);
  }

  private static void addOption(List<String> arguments, String option, ConfigValue value) {
    if (value.valueType() == ConfigValueType.BOOLEAN) {
      if ((Boolean) value.unwrapped()) {
        arguments.add(option);
      }
      return;
    }
    for (String text : texts(value)) {
      arguments.add(option);
      arguments.add(text);
    }
  }

  private static List<String> texts(ConfigValue value) {
    if (value instanceof ConfigList list) {
      return list.stream().map(item -> item.unwrapped().toString()).toList();
    }
    if (value instanceof ConfigObject) {
      throw new ConfigException.WrongType(
          value.origin(), "an option's value is a text, a number, true, false or a list of these");
    }
    return List.of(value.unwrapped().toString());
  }
}
