package org.quarry.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get_json_object;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.quarry.lake.Lake;
import org.quarry.lake.Table;

/** The shards of a lake by name. */
final class ShardSets {
  private ShardSets() {}

  /**
   * The folder of the newest shards with a name, or a folder itself.
   *
   * @throws InputException if there is neither
   */
  static Path folder(Lake lake, String nameOrFolder) {
    List<Row> newest =
        lake.read(Table.RUNS)
            .where(
                col("job")
                    .equalTo("shard")
                    .and(
                        get_json_object(col("parameters"), "$.parameters.name")
                            .equalTo(nameOrFolder)))
            .orderBy(col("run_id").desc())
            .select("output")
            .takeAsList(1);
    if (!newest.isEmpty()) {
      return lake.root().resolve(newest.get(0).getString(0));
    }
    Path folder = Path.of(nameOrFolder);
    if (!Files.isDirectory(folder)) {
      throw new InputException(
          "the lake in "
              + lake.root()
              + " has no shards \""
              + nameOrFolder
              + "\": run quarry shard --name "
              + nameOrFolder
              + " first");
    }
    return folder;
  }

  /**
   * Names become file names.
   *
   * @throws UsageException if one cannot
   */
  static void requirePlain(String option, String name) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new UsageException(option + " must be a plain file name, got " + name);
    }
  }
}
