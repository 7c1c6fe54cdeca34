package org.quarry.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.quarry.lake.Lake;
import org.quarry.lake.Lock;
import org.quarry.lake.Table;
import org.quarry.parameters.Parameters;
import org.quarry.spark.Sessions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A job over a lake: what all jobs share. A job says what it writes, which parameters name its
 * result, and how to compute it; session, lock, run number, books and the closing line are here.
 *
 * <p>Two shapes stand on it. A {@link RowJob} adds the rows that its output lacks. A {@link SetJob}
 * is keyed by the fingerprint of its whole input. Either way a job that was killed is simply run
 * again, and a job that has nothing to do says so.
 */
public abstract class LakeJob implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--lake", required = true, paramLabel = "DIR", description = "folder of the lake")
  private Path folder;

  /**
   * The table it writes (the first, if several); other writers of that table are kept out
   * meanwhile.
   */
  protected abstract Table output();

  /** The settings that name the result. */
  protected abstract Parameters parameters(Lake lake);

  /** What names the input as a whole, for jobs whose result depends on all of it. */
  protected Optional<String> fingerprint(Lake lake) {
    return Optional.empty();
  }

  /**
   * Parameters by which later jobs find the result, of several runs the newest: the name that
   * shards or a model were given, say. The same work again is then nothing to do only as long as no
   * other run has taken its place. None: results are told apart by run, and none replaces another.
   */
  protected List<String> foundBy() {
    return List.of();
  }

  /** Does the work. {@link Summary#NOTHING_TO_DO} leaves no trace in the books. */
  protected abstract Summary execute(Lake lake, Run run);

  /** Opens the lake; jobs that may make one override this. */
  protected Lake open(SparkSession spark, Path lake) {
    return Lake.open(spark, lake);
  }

  /** Checks options before anything starts. */
  protected void validate() {}

  /** The job's name on the command line. */
  protected final String name() {
    return spec.name();
  }

  /** Whether it was told a lake; only jobs that do without one in some way ask. */
  protected final boolean isOnLake() {
    return folder != null;
  }

  /** The command that it is. */
  protected final CommandSpec spec() {
    return spec;
  }

  /** Runs the job as a command. */
  @Override
  public Integer call() {
    validate();
    SparkSession spark = Sessions.getOrCreate(name());
    return report(run(open(spark, folder)));
  }

  /** Runs the job on an open lake. */
  public final Summary run(Lake lake) {
    long start = System.nanoTime();
    validate();
    lake.spark().sparkContext().setJobDescription(name());
    Lock lock = lake.lock(output());
    try {
      Run run = new Run(lake, name(), start, parameters(lake), fingerprint(lake));
      Summary summary = run.wasDone(foundBy()) ? Summary.NOTHING_TO_DO : execute(lake, run);
      if (!summary.isNothing()) {
        run.end(summary);
      }
      return summary.with("seconds", Math.round(run.seconds() * 1000) / 1000.0);
    } finally {
      lock.close();
      lake.spark().sparkContext().setJobDescription(null);
    }
  }

  /** Prints the summary; returns the exit status. */
  protected int report(Summary summary) {
    spec.commandLine().getOut().println(Quarry.json(spec) ? toJson(summary) : toText(summary));
    return Quarry.DONE;
  }

  private String toText(Summary s) {
    StringBuilder line = new StringBuilder(name()).append(": ");
    if (s.isNothing()) {
      line.append("nothing to do");
    } else {
      line.append(
          String.format(
              Locale.ROOT,
              "%,d rows in, %,d out, %,d rejected",
              s.rowsIn(),
              s.rowsOut(),
              s.rowsRejected()));
    }
    s.details().forEach((key, value) -> line.append(", ").append(key).append(' ').append(value));
    if (!s.output().isEmpty()) {
      line.append(" → ").append(s.output());
    }
    return line.toString();
  }

  private String toJson(Summary s) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("job", name());
    json.put("rows_in", s.rowsIn());
    json.put("rows_out", s.rowsOut());
    json.put("rows_rejected", s.rowsRejected());
    json.put("nothing_to_do", s.isNothing());
    if (!s.output().isEmpty()) {
      json.put("output", s.output());
    }
    json.putAll(s.details());
    try {
      return new ObjectMapper().writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
