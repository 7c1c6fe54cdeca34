package org.quarry.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import org.quarry.descriptor.Descriptor;
import org.quarry.descriptor.DescriptorProvider;
import org.quarry.network.RepresentationParameters.Average;
import org.quarry.parameters.Settings;

/**
 * Reads {@code model}, the file of a trained network or its content as bytes, and {@code average},
 * off or outer.
 */
public final class RepresentationProvider implements DescriptorProvider {
  private static final String MODEL = "model";
  private static final String AVERAGE = "average";

  @Override
  public String name() {
    return RepresentationParameters.NAME;
  }

  @Override
  public Set<String> settings() {
    return Set.of(MODEL, AVERAGE);
  }

  @Override
  public Descriptor create(Settings settings) {
    Average average = settings.choice(AVERAGE, Average.OFF);
    if (settings.value(MODEL) instanceof byte[] content) {
      return LearnedRepresentation.of(MODEL, content, average);
    }
    String file = settings.value(MODEL).toString();
    try {
      return LearnedRepresentation.of(file, Files.readAllBytes(Path.of(file)), average);
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException("representation: there is no model " + file, e);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "representation: the model " + file + " cannot be read: " + e.getMessage(), e);
    } catch (InvalidPathException e) {
      throw settings.wrong(MODEL, "the file of a trained network", file);
    }
  }
}
