package org.quarry.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quarry.fixtures.Installation;
import org.quarry.fixtures.Installation.Result;

class LauncherIT {
  @TempDir Path folder;

  @Test
  void runsFromAFolderWithSpacesThroughALink() throws IOException {
    Installation spaced = Installation.copyIn(folder.resolve("my own programs"));
    Path link = folder.resolve("quarry");
    Files.createSymbolicLink(link, spaced.path("deploy/quarry"));

    Result result = spaced.run(link.toString(), "--version");

    assertEquals(0, result.status(), result.err());
    assertTrue(result.out().startsWith("quarry "), result.out());
  }

  @Test
  void sparkSubmitRunsFromAFolderWithSpaces() {
    Installation spaced = Installation.copyIn(folder.resolve("my own programs"));

    Result result = spaced.run("deploy/quarry", "--version", "--", "--master", "local[1]");

    assertEquals(0, result.status(), result.err());
    assertTrue(result.out().startsWith("quarry "), result.out());
  }

  @Test
  void exitStatusAndMessageComeThroughSparkSubmit() {
    Path nothing = folder.resolve("nothing");

    Result result =
        Installation.here()
            .run("deploy/quarry", "sql", "--lake", nothing, "select 1", "--", "--master=local[1]");

    assertEquals(3, result.status(), result.err());
    assertEquals(
        List.of("no lake in " + nothing + " (quarry ingest makes one)"), result.complaints());
  }

  @Test
  void anUnknownOptionIsWrongUsage() {
    Result result = Installation.here().run("deploy/quarry", "sql", "--lakes", folder);

    assertEquals(2, result.status());
    assertEquals(1, result.complaints().size(), result.err());
  }

  @Test
  void anotherJavaIsOneClearLine() throws IOException {
    Path java = script("jdk-11/bin/java", "echo '    java.specification.version = 11' >&2");

    Result result =
        Installation.here()
            .with("JAVA_HOME", java.getParent().getParent().toString())
            .run("deploy/quarry", "--version");

    assertEquals(1, result.status());
    assertEquals(
        List.of("quarry: needs Java 17, found 11 (" + java + "): set JAVA_HOME to a JDK 17"),
        result.complaints());
  }

  @Test
  void noJavaIsOneClearLine() {
    Path nowhere = folder.resolve("nowhere");

    Result result =
        Installation.here().with("JAVA_HOME", nowhere.toString()).run("deploy/quarry", "--version");

    assertEquals(1, result.status());
    assertEquals(
        List.of(
            "quarry: needs Java 17, found none: no "
                + nowhere
                + "/bin/java (set JAVA_HOME to a JDK 17)"),
        result.complaints());
  }

  @Test
  void anotherSystemIsOneClearLine() throws IOException {
    Path uname = script("bin/uname", "case $1 in -s) echo SunOS ;; *) echo sparc ;; esac");

    Result result =
        Installation.here()
            .with("PATH", uname.getParent() + ":" + System.getenv("PATH"))
            .run("deploy/quarry", "--version");

    assertEquals(1, result.status());
    assertEquals(
        List.of("quarry: runs on Linux and macOS, x86-64 and arm64; this is SunOS sparc"),
        result.complaints());
  }

  @Test
  void aSparkHomeWithoutSparkSubmitIsOneClearLine() {
    Result result =
        Installation.here()
            .with("SPARK_HOME", folder.toString())
            .run("deploy/quarry", "--version", "--", "--master", "local[1]");

    assertEquals(1, result.status());
    assertEquals(
        List.of("quarry: SPARK_HOME=" + folder + " has no bin/spark-submit"), result.complaints());
  }

  @Test
  void sparkOptionsReachSparkSubmitAsTyped() throws IOException {
    script("spark/bin/spark-submit", "echo \"ip=$SPARK_LOCAL_IP\"; printf '%s\\n' \"$@\"");
    Installation quarry =
        Installation.here().with("SPARK_HOME", folder.resolve("spark").toString());

    Result result =
        quarry.run(
            "deploy/quarry",
            "sql",
            "select 1",
            "--",
            "--master",
            "yarn",
            "--jars",
            "/my own.jar",
            "--conf",
            "spark.local.dir=/scratch");

    List<String> words = result.out().lines().toList();
    assertEquals("ip=", words.get(0), "a driver on loopback cannot be reached by a cluster");
    assertEquals(
        List.of("--master", "yarn", "--conf", "spark.local.dir=/scratch"),
        words.subList(words.indexOf("--master"), words.indexOf("--master") + 4));
    String jars = words.get(words.indexOf("--jars") + 1);
    assertTrue(jars.contains("/iceberg-spark-runtime-"), jars);
    assertTrue(jars.endsWith(",/my own.jar"), jars);
    assertEquals(
        List.of(Installation.file("jobs/target/dist/quarry.jar").toString(), "sql", "select 1"),
        words.subList(words.size() - 3, words.size()));
    String flags = "spark.executor.defaultJavaOptions=";
    for (String flag : Files.readAllLines(Installation.file("conf/jvm.options"))) {
      assertTrue(
          flag.startsWith("#")
              || words.stream().anyMatch(word -> word.startsWith(flags) && word.contains(flag)),
          flag);
    }
  }

  private Path script(String name, String line) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    assertTrue(file.toFile().setExecutable(true));
    return file;
  }
}
