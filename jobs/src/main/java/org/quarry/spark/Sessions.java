package org.quarry.spark;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.quarry.spark.sql.QuarryExtensions;

/**
 * Starts the Spark session of a job.
 *
 * <p>What spark-submit or the launcher set wins; then {@code conf/spark-defaults.conf}; then what
 * is here. Without a master, Spark runs inside this process on all cores.
 */
public final class Sessions {
  /** System property that names the installation's folder, where {@code conf} is. */
  public static final String HOME_PROPERTY = "quarry.home";

  private Sessions() {}

  /** The session that runs already, or a new one. */
  public static SparkSession getOrCreate(String name) {
    SparkConf conf = new SparkConf().setIfMissing("spark.app.name", "quarry " + name);
    readDefaults()
        .forEach((key, value) -> conf.setIfMissing(key.toString(), value.toString().strip()));
    conf.setIfMissing("spark.master", "local[*]");
    conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", "1");
    if (conf.get("spark.master").startsWith("local[")) {
      conf.setIfMissing("spark.sql.shuffle.partitions", "8");
      // Rows are doubles, which hardly compress, and no network is to be spared here.
      conf.setIfMissing("spark.shuffle.compress", "false");
      conf.setIfMissing("spark.ui.enabled", "false");
    }
    conf.set(
        "spark.sql.extensions",
        with(
            with(
                conf.get("spark.sql.extensions", ""),
                "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions"),
            QuarryExtensions.class.getName()));
    SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
    Progress.attach(spark);
    return spark;
  }

  private static Properties readDefaults() {
    Properties defaults = new Properties();
    String home = System.getProperty(HOME_PROPERTY);
    if (home != null && Files.exists(Path.of(home, "conf", "spark-defaults.conf"))) {
      try (Reader reader =
          Files.newBufferedReader(
              Path.of(home, "conf", "spark-defaults.conf"), StandardCharsets.UTF_8)) {
        defaults.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return defaults;
  }

  private static String with(String list, String item) {
    if (list.isEmpty()) {
      return item;
    }
    return list.contains(item) ? list : list + "," + item;
  }
}
