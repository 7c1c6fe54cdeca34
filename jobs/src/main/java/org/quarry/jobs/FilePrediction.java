package org.quarry.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Labels;
import org.quarry.atoms.Provenance;
import org.quarry.io.ExtxyzWriter;
import org.quarry.io.Frame;
import org.quarry.network.Answer;
import org.quarry.network.Disagreement;
import org.quarry.network.Predictor;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Predicts the structures of files: no lake, no Spark. */
final class FilePrediction {
  private static final int AT_ONCE = 128; // structures in memory
  private static final int MOST_COMPLAINTS = 20;

  @Parameters(
      arity = "0..*",
      paramLabel = "MODEL INPUT",
      description = "without --lake: a model file, then files, folders or globs of structures")
  private List<String> operands = new ArrayList<>();

  @Option(
      names = "--committee",
      split = ",",
      paramLabel = "MODEL",
      description =
          "further model files: written are the mean and, as energy_std, energy_std_per_atom,"
              + " forces_std of each atom and max_forces_std, how far they are apart")
  private List<Path> committee = new ArrayList<>();

  @Option(names = "--out", paramLabel = "FILE", description = "extended XYZ to write")
  private Path out;

  @Option(
      names = "--strict",
      description = "end with status 3 if a structure has no answer; all others are written first")
  private boolean strict;

  private int structures;
  private int failures;
  private final List<String> complaints = new ArrayList<>(); // the first ones

  /** Whether anything on the command line asks for files. */
  boolean isAsked() {
    return !operands.isEmpty() || !committee.isEmpty() || out != null || strict;
  }

  /**
   * Does the work.
   *
   * @throws UsageException if the command line lacks something
   * @throws InputException if a model or a file cannot be used, or there is no structure
   */
  int run(CommandSpec spec) {
    if (operands.size() < 2 || out == null) {
      throw new UsageException(
          "predict wants a lake (--lake DIR), or a model, files and where to write:"
              + " quarry predict MODEL FILE... --out FILE");
    }
    List<Path> models =
        Stream.concat(Stream.of(Path.of(operands.get(0))), committee.stream()).toList();
    Predictor predictor = NamedModel.predictor(NamedModel.read(models));
    try (InputStructures input = InputStructures.of(operands.subList(1, operands.size()));
        ExtxyzWriter writer = open()) {
      var chunks = new Chunks<>(input, AT_ONCE, Function.<InputStructures.Structure>identity());
      while (chunks.hasNext()) {
        predict(chunks.next(), predictor, writer);
      }
      if (failures == structures) {
        throw new InputException(nothing());
      }
      writer.commit();
    } catch (IOException e) {
      throw new InputException(out + ": cannot be written: " + e.getMessage(), e);
    }
    complaints.forEach(spec.commandLine().getErr()::println);
    spec.commandLine().getOut().println(Quarry.json(spec) ? toJson(predictor) : toText(predictor));
    if (strict && failures > 0) {
      throw new InputException(failures + " without an answer; the first: " + complaints.get(0));
    }
    return Quarry.DONE;
  }

  private String nothing() {
    String inputs = String.join(", ", operands.subList(1, operands.size()));
    return switch (structures) {
      case 0 -> inputs + ": no structure in there";
      case 1 -> complaints.get(0);
      default ->
          inputs
              + ": no structure has an answer; the first of "
              + structures
              + ": "
              + complaints.get(0);
    };
  }

  private ExtxyzWriter open() {
    try {
      return ExtxyzWriter.open(out);
    } catch (IOException e) {
      throw new InputException(out + ": cannot be written: " + e.getMessage(), e);
    }
  }

  private void predict(
      List<InputStructures.Structure> chunk, Predictor predictor, ExtxyzWriter writer)
      throws IOException {
    List<Configuration> configurations = new ArrayList<>();
    for (InputStructures.Structure structure : chunk) {
      if (structure.frame() instanceof Frame.Accepted accepted) {
        configurations.add(accepted.configuration());
      }
    }
    Iterator<Answer> answers = predictor.predict(configurations).iterator();
    for (InputStructures.Structure structure : chunk) {
      structures++;
      if (structure.frame() instanceof Frame.Accepted frame) {
        write(structure.source(), frame, answers.next(), writer);
      } else {
        fail(structure.source(), ((Frame.Rejected) structure.frame()).reason());
      }
    }
  }

  private void write(String source, Frame.Accepted frame, Answer answer, ExtxyzWriter writer)
      throws IOException {
    if (answer instanceof Answer.Given given) {
      write(frame, given, writer);
    } else {
      String reason = ((Answer.Refused) answer).reason();
      fail(source, reason);
      writer.write(
          frame.configuration(), Labels.NONE, with(frame, Map.of("prediction_error", reason)));
    }
  }

  private void fail(String source, String reason) {
    failures++;
    if (complaints.size() < MOST_COMPLAINTS) {
      complaints.add(source + ": " + reason);
    }
  }

  private static void write(Frame.Accepted frame, Answer.Given given, ExtxyzWriter writer)
      throws IOException {
    Map<String, String> info = new TreeMap<>();
    Map<String, double[]> columns = new TreeMap<>();
    if (given.disagreement().isPresent()) {
      Disagreement apart = given.disagreement().get();
      info.put("energy_std", shortest(apart.energy()));
      info.put("energy_std_per_atom", shortest(apart.energy() / frame.configuration().size()));
      apart
          .forces()
          .ifPresent(
              atoms -> {
                columns.put("forces_std", atoms);
                double largest = 0;
                for (double atom : atoms) {
                  largest = Math.max(largest, atom);
                }
                info.put("max_forces_std", shortest(largest));
              });
    }
    writer.write(frame.configuration(), given.labels(), with(frame, info), columns);
  }

  /** What the file says of a frame, and more. */
  private static Provenance with(Frame.Accepted frame, Map<String, String> more) {
    Provenance p = frame.provenance();
    Map<String, String> info = new TreeMap<>(p.info());
    info.putAll(more);
    return new Provenance(p.file(), p.frame(), p.split(), p.group(), info);
  }

  private static String shortest(double value) {
    return NumberOutput.toString(value, true);
  }

  private String toText(Predictor predictor) {
    return String.format(
        Locale.ROOT,
        "%d structures by %s, %d of them without an answer: %s",
        structures,
        predictor.name(),
        failures,
        out);
  }

  private String toJson(Predictor predictor) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("structures", structures);
    json.put("model", predictor.name());
    json.put("errors", failures);
    json.put("output", out.toString());
    try {
      return new ObjectMapper().writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
