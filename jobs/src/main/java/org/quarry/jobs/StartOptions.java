package org.quarry.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.quarry.lake.Lake;
import org.quarry.network.Model;
import org.quarry.network.ModelFile;
import org.quarry.network.training.FineTuning;
import picocli.CommandLine.Option;

/** The trained model that a training starts from. */
final class StartOptions {
  /** What may be kept as it is. */
  private enum Part {
    REPRESENTATION
  }

  @Option(
      names = "--from",
      paramLabel = "NAME|FILE",
      description = "a model to start from: parameters of its representation, and of its head")
  private Optional<String> from = Optional.empty();

  @Option(
      names = "--fresh-head",
      description = "with --from: start what is read from the representation anew")
  private boolean freshHead;

  @Option(
      names = "--freeze",
      description = "with --from: representation keeps the representation of atoms as it is")
  private Optional<Part> freeze = Optional.empty();

  void validate() {
    if (from.isEmpty() && (freshHead || freeze.isPresent())) {
      throw new UsageException("--fresh-head and --freeze need a model to start from: --from");
    }
  }

  /**
   * Checks that the model to start from stays: a run that was killed starts from it again.
   *
   * @throws UsageException if it is the file that will be written
   */
  void requireOther(Lake lake, Path written) {
    if (from.isPresent()
        && ModelOption.named(lake, from.get()).toAbsolutePath().normalize().equals(written)) {
      throw new UsageException(
          "--from " + from.get() + " is what would be overwritten: give the result another --name");
    }
  }

  /** Whether there is one. */
  boolean isGiven() {
    return from.isPresent();
  }

  /** The model, read and verified, if one was asked for. */
  Optional<FineTuning> model(Lake lake) {
    return from.map(text -> read(ModelOption.named(lake, text)));
  }

  private FineTuning read(Path file) {
    try {
      Model model = ModelFile.read(file);
      return new FineTuning(
          file.getFileName() + " (sha256 " + NamedModel.sha256(file) + ")",
          model,
          freshHead ? FineTuning.Head.FRESH : FineTuning.Head.KEPT,
          freeze.isPresent() ? FineTuning.Body.FROZEN : FineTuning.Body.TRAINED);
    } catch (IOException e) {
      throw new InputException(e.getMessage(), e);
    }
  }
}
