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
import org.quarry.potential.kim.KimUnavailableException;

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
   * @throws UsageException if they do not make a potential
   */
  static PotentialRecipe of(String spec) {
    try {
      PotentialSpec parsed = PotentialSpec.parse(spec);
      Potential potential = Potentials.of(parsed);
      List<byte[]> files = new ArrayList<>();
      String label = parsed.text();
      for (String file : parsed.files()) {
        files.add(Files.readAllBytes(Path.of(file)));
        label = label.replace(file, Path.of(file).getFileName().toString());
      }
      return new PotentialRecipe(spec, label, potential.hash(), files);
    } catch (KimUnavailableException e) {
      throw new InputException(e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    } catch (IOException e) {
      throw new UsageException("potential \"" + spec + "\": cannot read " + e.getMessage());
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
