package org.quarry.jobs;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.quarry.network.Committee;
import org.quarry.network.ModelCard;
import org.quarry.network.ModelFile;
import org.quarry.network.Predictor;
import org.quarry.shard.AtomicFile;

/** A model as the content of its file: what travels to executors, which may not see the file. */
final class NamedModel implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String SUFFIX = ".zip";

  private final String name;
  private final byte[] content;
  private final String method;
  private final String energyKind;

  private NamedModel(Path file) throws IOException {
    ModelCard card = ModelFile.read(file).card();
    this.name = name(file);
    this.content = Files.readAllBytes(file);
    this.method = card.method();
    this.energyKind = card.energyKind();
  }

  /**
   * Reads the files of models, and verifies them.
   *
   * @throws InputException if one is missing, cut or altered, or they were trained on different
   *     labels
   */
  static List<NamedModel> read(List<Path> files) {
    List<NamedModel> models = new ArrayList<>();
    for (Path file : files) {
      try {
        models.add(new NamedModel(file));
      } catch (IOException e) {
        throw new InputException(e.getMessage(), e);
      }
    }
    NamedModel first = models.get(0);
    for (NamedModel other : models) {
      if (!other.knows(first.method, first.energyKind)) {
        throw new InputException(
            String.format(
                "model %s was trained on %s energies and %s on %s: they make no committee",
                first.name, first.labels(), other.name, other.labels()));
      }
    }
    return models;
  }

  /** Whether it was trained on energies of some method and kind. */
  boolean knows(String otherMethod, String otherKind) {
    return method.equals(otherMethod) && energyKind.equals(otherKind);
  }

  /** Method and kind of the energies that it was trained on. */
  String labels() {
    return method + "/" + energyKind;
  }

  /** The name by which tables call it. */
  String name() {
    return name;
  }

  /** The name by which tables call the model in a file. */
  static String name(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }

  /** The checksum of a model's file: what tells models of one name apart. */
  static String sha256(Path file) {
    try {
      return AtomicFile.sha256(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Names of models as tables call them together. */
  static String names(List<NamedModel> models) {
    return models.stream().map(model -> model.name).collect(Collectors.joining(","));
  }

  /** A predictor by models, for one thread. */
  static Predictor predictor(List<NamedModel> models) {
    List<Predictor> members = new ArrayList<>();
    for (NamedModel model : models) {
      try {
        members.add(Predictor.of(model.name, ModelFile.read(model.name, model.content)));
      } catch (IOException | IllegalArgumentException e) {
        throw new InputException(e.getMessage(), e);
      }
    }
    return Committee.of(members);
  }
}
