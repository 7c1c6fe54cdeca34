package org.quarry.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.iceberg.actions.RewriteTablePath;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.parser.ParseException;

/**
 * Makes a lake at home in the folder that it was moved or copied to: Iceberg's metadata hold
 * absolute paths, which are rewritten.
 *
 * <p>Rewritten metadata are first staged for all tables; only then do they replace the old ones,
 * and last the catalog points to them. A move that was interrupted is simply done again.
 */
public final class LakeMove {
  private static final String STAGED = "move-staged";
  private static final String FILE_LIST =
      "file-list"; // Iceberg's name: lines of staged file, its target

  private final SparkSession spark;
  private final Path root;
  private final Ledger ledger;
  private final String oldCatalog;
  private final String from;
  private final String to;

  private LakeMove(SparkSession spark, Path root, Ledger ledger, Path home) {
    this.spark = spark;
    this.root = root;
    this.ledger = ledger;
    this.oldCatalog = Lake.catalogName(home);
    this.from = Lake.warehouse(home);
    this.to = Lake.warehouse(root);
  }

  /**
   * Settles the lake in a folder.
   *
   * @return where it was before; the folder itself if there was nothing to do
   * @throws LakeException if there is no lake
   */
  public static Path settle(SparkSession spark, Path folder) {
    Path root = Lake.existing(folder);
    Ledger ledger = Ledger.open(root.resolve(Lake.CATALOG_FILE));
    Path home = Path.of(ledger.setting("root").orElse(root.toString()));
    if (!home.equals(root)) {
      // A session of its own, for the lake may have been open at its old place; active, for Iceberg
      // looks there.
      SparkSession own = spark.newSession();
      SparkSession.setActiveSession(own);
      try {
        new LakeMove(own, root, ledger, home).run();
      } finally {
        SparkSession.setActiveSession(spark);
      }
    }
    return home;
  }

  private void run() {
    Path staging = root.resolve("moving");
    if (!ledger.setting(STAGED).equals(Optional.of(root.toString()))) {
      stage(staging);
      ledger.set(STAGED, root.toString());
    }
    try {
      replace(staging);
      ledger.moveTables(
          from, to, Lake.catalogName(root), Map.of("root", root.toString(), STAGED, ""));
      delete(staging);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write metadata in " + root, e);
    }
  }

  private void stage(Path staging) {
    Lake.configureCatalog(spark, oldCatalog, ledger, from);
    String prefix = "spark.sql.catalog." + oldCatalog + ".";
    spark.conf().set(prefix + "io-impl", MovedFileIO.class.getName());
    spark.conf().set(prefix + MovedFileIO.FROM, from);
    spark.conf().set(prefix + MovedFileIO.TO, to);
    for (Table table : Table.values()) {
      RewriteTablePath.Result result =
          SparkActions.get(spark)
              .rewriteTablePath(load(Lake.qualified(oldCatalog, table)))
              .rewriteLocationPrefix(from, to)
              .stagingLocation(staging.resolve(table.tableName()).toUri().toString())
              .execute();
      if (!local(result.fileListLocation()).getFileName().toString().equals(FILE_LIST)) {
        throw new IllegalStateException(
            "unknown list of staged files: " + result.fileListLocation());
      }
    }
  }

  private org.apache.iceberg.Table load(String name) {
    try {
      return Spark3Util.loadIcebergTable(spark, name);
    } catch (NoSuchTableException | ParseException e) {
      throw new LakeException("the lake in " + root + " lost its table " + name, e);
    }
  }

  /** Moves each staged file over the one that it replaces, as the lists of the staging say. */
  private void replace(Path staging) throws IOException {
    for (Map.Entry<Path, Path> file : staged(staging).entrySet()) {
      if (Files.exists(file.getKey())) {
        Files.createDirectories(file.getValue().getParent());
        Files.deleteIfExists(checksum(file.getValue())); // Hadoop's, of what it replaces
        Files.move(file.getKey(), file.getValue(), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static Map<Path, Path> staged(Path staging) throws IOException {
    Map<Path, Path> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(staging)) {
      List<Path> lists =
          all.filter(path -> path.getFileName().toString().equals(FILE_LIST)).toList();
      for (Path list : lists) {
        for (String line : Files.readAllLines(list, StandardCharsets.UTF_8)) {
          String[] pair = line.split(",", 2);
          Path source = local(pair[0]);
          if (source.startsWith(staging)) {
            files.put(source, local(pair[1]));
          }
        }
      }
    }
    return files;
  }

  private static Path checksum(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".crc");
  }

  private static Path local(String address) {
    return address.startsWith("file:") ? Path.of(URI.create(address).getPath()) : Path.of(address);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
