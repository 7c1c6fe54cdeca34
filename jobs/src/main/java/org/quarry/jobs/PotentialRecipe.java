package org.quarry.jobs;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.quarry.potential.Potential;
import org.quarry.potential.PotentialSpec;
import org.quarry.potential.Potentials;

/**
 * A potential on its way to the workers: its spec and what its parameter files hold, since a worker
 * need not see the driver's files.
 *
 * @param spec as the user wrote it
 * @param label the spec with the folders of its files left out: the name in tables
 * @param hash of the parameters
 * @param files what each file of the spec holds
 */
record PotentialRecipe(String spec, String label, String hash, List<byte[]> files)
    implements Serializable {
  PotentialRecipe {
    files = List.copyOf(files);
  }

  /**
   * Reads a spec and its files.
   *
   * @throws InputException if a file cannot be used
   * @throws UsageException if the spec is wrong
   */
  static PotentialRecipe of(String spec) {
    Potential potential = EnergiesCommand.potential(spec);
    PotentialSpec parsed = PotentialSpec.parse(spec);
    try {
      List<byte[]> files = new ArrayList<>();
      String label = parsed.text();
      for (String file : parsed.files()) {
        files.add(Files.readAllBytes(Path.of(file)));
        label = label.replace(file, Path.of(file).getFileName().toString());
      }
      return new PotentialRecipe(spec, label, potential.hash(), files);
    } catch (IOException e) {
      throw new InputException("potential \"" + spec + "\": cannot read " + e.getMessage(), e);
    }
  }

  /** The potential, on whichever machine. */
  Potential potential() {
    PotentialSpec parsed = PotentialSpec.parse(spec);
    if (files.isEmpty()) {
      return Potentials.of(parsed);
    }
    try {
      Path folder = Files.createTempDirectory("quarry-potential");
      List<String> copies = new ArrayList<>();
      try {
        for (int i = 0; i < files.size(); i++) {
          Path copy = folder.resolve(i + "-" + Path.of(parsed.arguments().get(i)).getFileName());
          Files.write(copy, files.get(i));
          copies.add(copy.toString());
        }
        return Potentials.of(
            new PotentialSpec(
                parsed.text(), parsed.name(), copies, parsed.settings(), parsed.elements()));
      } finally {
        for (String copy : copies) {
          Files.delete(Path.of(copy));
        }
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack the files of " + label, e);
    }
  }
}
