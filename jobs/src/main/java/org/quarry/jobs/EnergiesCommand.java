package org.quarry.jobs;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.quarry.atoms.Configuration;
import org.quarry.io.Frame;
import org.quarry.potential.Evaluator;
import org.quarry.potential.NoAnswerException;
import org.quarry.potential.ParameterFileException;
import org.quarry.potential.Potential;
import org.quarry.potential.Potentials;
import org.quarry.potential.kim.KimUnavailableException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Computes the structures of files with empirical potentials; needs no lake and no Spark.
 *
 * <p>Writes one JSON object a line, structure after structure in the order of the inputs and for
 * each the potentials in the order given: {@code index}, {@code source} ({@code file#frame}),
 * {@code potential} and either {@code energy_eV}, {@code forces_eV_per_A} (with {@code --forces})
 * and {@code virial_eV} (xx yy zz xy xz yz), or {@code error} with the reason.
 *
 * <p>Example: {@code quarry energies --potential sw-si --potential tersoff:SiC.tersoff --forces
 * --out energies.jsonl structures.xyz}.
 */
@Command(
    name = "energies",
    description = "Compute energies, forces and virials of structures by empirical potentials")
public final class EnergiesCommand implements Callable<Integer> {
  private static final int AT_ONCE = 128; // structures read before the first is computed

  @Spec private CommandSpec spec;

  @Option(
      names = "--potential",
      required = true,
      paramLabel = "SPEC",
      description = {
        "NAME, NAME:FILE[,FILE...], NAME{k=v,...} or kim:MODEL, then perhaps @El=Label,...;",
        "repeat for several potentials"
      })
  private List<String> potentials;

  @Option(names = "--forces", description = "write the forces too")
  private boolean forces;

  @Option(
      names = "--strict",
      description = "end with status 3 if a structure has no answer; all lines are written first")
  private boolean strict;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "file to write")
  private Path out;

  @Parameters(arity = "1..*", paramLabel = "INPUT", description = "files, folders or globs")
  private List<String> inputs;

  private int structures;
  private int failures;
  private String firstFailure;

  @Override
  public Integer call() {
    List<Named> evaluators = evaluators();
    try (InputStructures input = InputStructures.of(inputs);
        JsonLines lines = JsonLines.create(out)) {
      var chunks = new Chunks<>(input, AT_ONCE, Function.<InputStructures.Structure>identity());
      while (chunks.hasNext()) {
        List<InputStructures.Structure> next = chunks.next();
        announce(next, evaluators);
        for (InputStructures.Structure structure : next) {
          structures++;
          for (Named named : evaluators) {
            write(structure, named, lines);
          }
        }
      }
      lines.commit();
    } catch (IOException e) {
      throw new UncheckedIOException(out + ": " + e.getMessage(), e);
    }
    report(structures * evaluators.size());
    if (strict && failures > 0) {
      throw new InputException(failures + " without an answer; the first: " + firstFailure);
    }
    return Quarry.DONE;
  }

  /** A potential's workspace under the name it was asked for. */
  private record Named(String name, Evaluator evaluator) {}

  private List<Named> evaluators() {
    List<Named> evaluators = new ArrayList<>();
    for (String potential : potentials) {
      evaluators.add(new Named(potential, potential(potential).evaluator()));
    }
    return evaluators;
  }

  /**
   * The potential of a spec.
   *
   * @throws InputException if its file cannot be used
   * @throws UsageException if the spec is wrong
   */
  static Potential potential(String spec) {
    try {
      return Potentials.of(spec);
    } catch (ParameterFileException | KimUnavailableException e) {
      throw new InputException(e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  private void write(InputStructures.Structure structure, Named named, JsonLines lines)
      throws IOException {
    JsonGenerator json = lines.generator();
    json.writeStartObject();
    json.writeNumberField("index", structure.index());
    json.writeStringField("source", structure.source());
    json.writeStringField("potential", named.name);
    try {
      Configuration configuration = configuration(structure.frame());
      Evaluator evaluator = named.evaluator;
      evaluator.compute(configuration);
      json.writeNumberField("energy_eV", evaluator.energy());
      if (forces) {
        lines.writeRows("forces_eV_per_A", evaluator.forces(), configuration.size());
      }
      json.writeFieldName("virial_eV");
      json.writeArray(evaluator.virial(), 0, 6);
    } catch (NoAnswerException e) {
      json.writeStringField("error", e.getMessage());
      if (failures++ == 0) {
        firstFailure = structure.source() + ": " + e.getMessage();
      }
    }
    json.writeEndObject();
    lines.endLine();
  }

  private static void announce(List<InputStructures.Structure> next, List<Named> evaluators) {
    List<Configuration> configurations = new ArrayList<>();
    for (InputStructures.Structure structure : next) {
      if (structure.frame() instanceof Frame.Accepted accepted) {
        configurations.add(accepted.configuration());
      }
    }
    evaluators.forEach(named -> named.evaluator.expect(configurations));
  }

  private static Configuration configuration(Frame frame) {
    if (frame instanceof Frame.Accepted accepted) {
      return accepted.configuration();
    }
    throw new NoAnswerException(((Frame.Rejected) frame).reason());
  }

  private void report(int written) {
    String text =
        String.format(
            Locale.ROOT,
            "%d structures, %d lines, %d of them without an answer: %s",
            structures,
            written,
            failures,
            out);
    if (Quarry.json(spec)) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("structures", structures);
      json.put("lines", written);
      json.put("errors", failures);
      json.put("output", out.toString());
      try {
        text = new ObjectMapper().writeValueAsString(json);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    spec.commandLine().getOut().println(text);
  }
}
