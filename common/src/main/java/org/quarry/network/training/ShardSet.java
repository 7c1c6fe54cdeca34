package org.quarry.network.training;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.quarry.atoms.Element;
import org.quarry.shard.Shard;
import org.quarry.shard.ShardEntry;
import org.quarry.shard.ShardException;
import org.quarry.shard.ShardManifest;
import org.quarry.shard.ShardSetup;

/**
 * The shards of one split in a folder that every process of a training sees. Sent to workers, it
 * carries the manifest's lines; the shards themselves are read where they are used.
 */
public final class ShardSet implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final Map<String, ShardSet> ARRIVED = new ConcurrentHashMap<>();

  private final String folder;
  private final String split;
  private final String fingerprint;
  private final transient ShardManifest manifest;
  private final transient List<ShardEntry> entries;

  private ShardSet(Path folder, String split, ShardManifest manifest) {
    this.folder = folder.toAbsolutePath().toString();
    this.split = split;
    this.fingerprint = manifest.fingerprint();
    this.manifest = manifest;
    this.entries = manifest.of(split);
  }

  /**
   * The shards of a split.
   *
   * @throws ShardException if the folder has no manifest, or a damaged one
   */
  public static ShardSet open(Path folder, String split) throws IOException {
    return new ShardSet(folder, split, ShardManifest.read(folder));
  }

  /** What all shards of the folder have in common. */
  public ShardSetup setup() {
    return manifest.setup();
  }

  /** Fingerprint of the folder's manifest. */
  public String fingerprint() {
    return fingerprint;
  }

  public Path folder() {
    return Path.of(folder);
  }

  /** The lines of the split's shards. */
  public List<ShardEntry> entries() {
    return entries;
  }

  /**
   * Fails unless rows carry per-atom descriptor vectors.
   *
   * @throws ShardException if they do not
   */
  public void requireVectors() throws ShardException {
    if (!setup().hasVectors()) {
      throw new ShardException(
          folder
              + " holds shards without descriptor vectors, for networks that read positions: write"
              + " shards with a descriptor to train a network on descriptors");
    }
  }

  /**
   * Fails unless every row carries an energy of its own to train on, a first-principles one or that
   * of the potential chosen.
   *
   * @throws ShardException if one has none but those of all potentials
   */
  void requireEnergies() throws IOException {
    for (int s = 0; s < entries().size(); s++) {
      Shard shard = shard(s);
      for (int row = 0; row < shard.rows(); row++) {
        if (!shard.hasTarget(row)) {
          throw new ShardException(
              folder
                  + " holds rows without an energy but those of all potentials: they are for training"
                  + " with --targets potentials");
        }
      }
    }
  }

  /** The elements that the rows hold, of those that the set may hold. */
  SortedSet<Element> elements() throws IOException {
    SortedSet<Element> elements = new TreeSet<>();
    for (int s = 0; s < entries().size(); s++) {
      Shard shard = shard(s);
      for (int a = 0; a < shard.atoms(); a++) {
        elements.add(Element.of(shard.atomicNumber(a)));
      }
    }
    return elements;
  }

  /** Number of rows in all. */
  public int rows() {
    return entries().stream().mapToInt(ShardEntry::rows).sum();
  }

  /** Rows with a first-principles energy. */
  public int dftRows() {
    return entries().stream().mapToInt(ShardEntry::dftRows).sum();
  }

  /** Number of atoms of the rows of a plan. */
  int atoms(BatchPlan plan) throws IOException {
    int atoms = 0;
    for (int i = 0; i < plan.size(); i++) {
      atoms += shard(plan.shard(i)).size(plan.row(i));
    }
    return atoms;
  }

  /**
   * A shard by its place in {@link #entries}.
   *
   * @throws ShardException if it is damaged or missing
   */
  public Shard shard(int index) throws IOException {
    return ShardStore.shared().get(folder(), manifest.setup(), entries.get(index));
  }

  /** Reads the manifest where the set arrives, once, and checks that it is still the same. */
  private Object readResolve() {
    return ARRIVED.computeIfAbsent(folder + ":" + split + ":" + fingerprint, key -> reopen());
  }

  private ShardSet reopen() {
    try {
      ShardSet here = open(Path.of(folder), split);
      if (!here.fingerprint.equals(fingerprint)) {
        throw new ShardException(folder + " holds other shards here than where training started");
      }
      return here;
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
