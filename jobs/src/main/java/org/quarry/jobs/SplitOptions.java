package org.quarry.jobs;

import java.util.Map;
import java.util.TreeMap;
import org.quarry.selection.Split;
import picocli.CommandLine.Option;

/** How a data set is divided, and which of its training labels may be used. */
final class SplitOptions {
  /** What must not be cut in two by a split. */
  enum Unit {
    GROUP,
    ID
  }

  @Option(names = "--seed", description = "seed of the split (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      description = "share of the training side that validates (default: ${DEFAULT-VALUE})")
  private double validation = 0.1;

  @Option(
      names = "--test",
      paramLabel = "SHARE",
      description = "share that is held out where no split was published (default: 0)")
  private double test;

  @Option(
      names = "--split-by",
      description = "group (default): frames of a group stay together; id: each for itself")
  private Unit unit = Unit.GROUP;

  @Option(
      names = "--labeled",
      paramLabel = "SHARE",
      description =
          "share of the training configurations whose energies are used; the rest count as unlabeled"
              + " (default: 1)")
  private double labeled = 1;

  /**
   * The division.
   *
   * @throws UsageException if the shares make no sense
   */
  Split split() {
    try {
      return new Split(seed, validation, test);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }

  /** Whether frames of a group stay together. */
  boolean byGroup() {
    return unit == Unit.GROUP;
  }

  /** Chooses the labels that may be used: the "test" side of a split with another seed. */
  Split labeledShare() {
    if (!(labeled > 0 && labeled <= 1)) {
      throw new UsageException("--labeled must be in (0, 1], got " + labeled);
    }
    return new Split(~seed, 1 - labeled, 0);
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new TreeMap<>(split().toMap());
    map.put("split-by", unit.name().toLowerCase(java.util.Locale.ROOT));
    map.put("labeled", labeled);
    return map;
  }
}
