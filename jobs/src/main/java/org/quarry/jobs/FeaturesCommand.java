package org.quarry.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.Evaluator;
import org.quarry.io.Frame;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Computes descriptors of the structures in files; needs no lake and no Spark.
 *
 * <p>Writes one entry a structure in the order of the inputs, and for each the sets of settings in
 * the order given: its number, its source ({@code file#frame}), the descriptor with all its
 * parameters and its rows (one a centre, or one where they are averaged), or the reason why there
 * are none. {@code --sparse} leaves out the blocks of features that are zero in all rows of a
 * structure: {@code blocks} tells first feature and length of each run that is there, alternating.
 *
 * <p>Example: {@code quarry features --descriptor soap --set species=Si --set r_cut=5 --set n_max=8
 * --set l_max=6 --set sigma=0.5 --out si.jsonl structures.xyz}.
 */
@Command(name = "features", description = "Compute descriptors of the structures in files")
public final class FeaturesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private DescriptorSettings settings = new DescriptorSettings();

  @Option(
      names = "--average",
      paramLabel = "MODE",
      description = "off, inner or outer; wins over the settings")
  private String average = "";

  @Mixin private StorageOptions storage = new StorageOptions();

  @Option(names = "--format", description = "json (default), csv, parquet or arrow")
  private FeatureFile.Format format = FeatureFile.Format.JSON;

  @Option(
      names = "--strict",
      description = "end with status 3 if a structure fails; everything is written first")
  private boolean strict;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "file to write")
  private Path out;

  @Parameters(arity = "1..*", paramLabel = "INPUT", description = "files, folders or globs")
  private List<String> inputs;

  private int structures;
  private int failures;
  private String firstFailure = "";

  @Override
  public Integer call() {
    List<Descriptor> descriptors = descriptors();
    List<Evaluator> evaluators = descriptors.stream().map(Descriptor::evaluator).toList();
    try (InputStructures input = InputStructures.of(inputs);
        FeatureFile file = format.create(out, storage.form())) {
      while (input.hasNext()) {
        InputStructures.Structure structure = input.next();
        structures++;
        for (int i = 0; i < descriptors.size(); i++) {
          OptionalInt params = settings.isList() ? OptionalInt.of(i) : OptionalInt.empty();
          var entry = new FeatureFile.Entry(structure.index(), structure.source(), params);
          write(file, entry, structure.frame(), descriptors.get(i), evaluators.get(i));
        }
      }
      file.commit();
    } catch (IOException e) {
      throw new InputException(out + ": cannot be written: " + e.getMessage(), e);
    }
    report();
    if (strict && failures > 0) {
      throw new InputException(failures + " without features; the first: " + firstFailure);
    }
    return Quarry.DONE;
  }

  private List<Descriptor> descriptors() {
    List<Descriptor> descriptors = new ArrayList<>();
    for (Map<String, Object> values : settings.toMaps()) {
      Map<String, Object> effective = new LinkedHashMap<>(values);
      if (!average.isEmpty()) {
        effective.put("average", average);
      }
      descriptors.add(settings.descriptor(effective));
    }
    return descriptors;
  }

  private void write(
      FeatureFile file,
      FeatureFile.Entry entry,
      Frame frame,
      Descriptor descriptor,
      Evaluator evaluator)
      throws IOException {
    FeatureRows rows;
    try {
      if (frame instanceof Frame.Rejected rejected) {
        throw new IllegalArgumentException(rejected.reason());
      }
      int count = evaluator.evaluate(((Frame.Accepted) frame).configuration());
      rows = FeatureRows.of(descriptor, evaluator.values(), count, storage.form());
    } catch (IllegalArgumentException e) {
      file.error(entry, e.getMessage());
      if (failures++ == 0) {
        firstFailure = entry.source() + ": " + e.getMessage();
      }
      return;
    }
    file.rows(entry, rows);
  }

  private void report() {
    String text = String.format("%d structures, %d failures: %s", structures, failures, out);
    if (Quarry.json(spec)) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("structures", structures);
      json.put("errors", failures);
      json.put("output", out.toString());
      try {
        text = new ObjectMapper().writeValueAsString(json);
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }
    spec.commandLine().getOut().println(text);
  }
}
