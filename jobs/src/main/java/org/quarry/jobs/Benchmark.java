package org.quarry.jobs;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.quarry.atoms.Configuration;
import org.quarry.parameters.Settings;

/** Something whose speed {@link BenchCommand} measures. */
interface Benchmark {
  /** What the command line calls it. */
  String name();

  /** What a measured number is, as {@code us/atom}. */
  String unit();

  /** What a million of its units' reciprocals is called, as frames_per_second; empty for none. */
  default String rate() {
    return "";
  }

  /** The structures to work on: those of the command line, unless a setting asks for others. */
  default List<Configuration> structures(Settings settings, Supplier<List<Configuration>> given) {
    return given.get();
  }

  /**
   * Makes ready what is to be measured.
   *
   * @param settings under the field's own names; one that is left unread is refused afterwards
   * @throws IllegalArgumentException if a setting is wrong
   */
  Workload prepare(Settings settings, List<Configuration> structures);

  /** A measured number: microseconds for one piece of work, unless overridden. */
  default double measure(double seconds, long work) {
    return 1e6 * seconds / work;
  }

  /** What is measured, made ready: shared by threads. */
  interface Workload {
    /** All settings, with those that were not given. */
    Map<String, Object> parameters();

    /** A new workspace of one thread. */
    Batch batch();

    /** What else was found, after the last run. */
    default Map<String, Object> figures() {
      return Map.of();
    }
  }

  /** The work of one thread. */
  interface Batch {
    /** Works through all structures once; returns how many pieces of work that was. */
    long run();
  }
}
