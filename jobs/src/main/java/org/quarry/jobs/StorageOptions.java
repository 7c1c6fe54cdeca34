package org.quarry.jobs;

import org.quarry.descriptor.Dtype;
import org.quarry.lake.StoredVectors;
import picocli.CommandLine.Option;

/** How descriptors are stored, under DScribe's names. */
final class StorageOptions {
  @Option(names = "--dtype", paramLabel = "TYPE", description = "float64 (default) or float32")
  private Dtype dtype = Dtype.FLOAT64;

  @Option(
      names = "--sparse",
      description = "leave out the blocks of features that are zero, as those of absent species")
  private boolean sparse;

  StoredVectors form() {
    return new StoredVectors(
        dtype, sparse ? StoredVectors.Blocks.PRESENT : StoredVectors.Blocks.ALL);
  }
}
