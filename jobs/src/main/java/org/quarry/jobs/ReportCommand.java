package org.quarry.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.quarry.lake.Lake;
import org.quarry.report.LakeReport;
import org.quarry.shard.AtomicFile;
import org.quarry.spark.Sessions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Writes a page about a lake that opens offline: what it holds, what was rejected, the classifier's
 * choices, how models were trained and how well they predict, and every run with the settings that
 * repeat it.
 *
 * <p>Example: {@code quarry report --lake DIR --out report.html}.
 */
@Command(name = "report", description = "Write an HTML page about a lake and its models")
public final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--lake", required = true, paramLabel = "DIR", description = "folder of the lake")
  private Path folder;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "the page (default: report.html in the lake)")
  private Path out;

  @Override
  public Integer call() throws IOException {
    SparkSession spark = Sessions.getOrCreate("report");
    Lake lake = Lake.open(spark, folder);
    Path page = out == null ? lake.root().resolve("report.html") : out.toAbsolutePath();
    AtomicFile.write(page, LakeReport.of(lake).getBytes(StandardCharsets.UTF_8));
    spec.commandLine()
        .getOut()
        .println(Quarry.json(spec) ? Quarry.toJson("output", page.toString()) : "report: " + page);
    return Quarry.DONE;
  }
}
