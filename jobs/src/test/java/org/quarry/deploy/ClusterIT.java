package org.quarry.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quarry.fixtures.Installation;
import org.quarry.fixtures.Installation.Result;

class ClusterIT {
  private static final String FRAMES =
      """
      2
      Properties=species:S:1:pos:R:3 pbc="F F F" energy=-1.5
      H 0 0 0
      H 0 0 0.74
      2
      Properties=species:S:1:pos:R:3 pbc="F F F" energy=-1.4
      H 0 0 0
      H 0 0 0.80
      """;

  @TempDir static Path folder;
  private static Installation quarry;
  private static Path run;
  private static String master;

  @BeforeAll
  static void start() throws IOException {
    quarry = Installation.here();
    run = folder.resolve("the run folder");
    int port = freePort();
    master = "spark://127.0.0.1:" + port;

    Result started =
        quarry.run(
            "deploy/cluster",
            "start",
            "--port",
            port,
            "--dir",
            run,
            "--workers",
            2,
            "--memory",
            "1g");

    assertEquals(0, started.status(), started.err());
    assertTrue(started.out().startsWith(master + " runs, 2 workers"), started.out());
  }

  @AfterAll
  static void stop() throws IOException {
    if (run == null) {
      return;
    }
    List<Long> members = members();
    Result stopped = quarry.run("deploy/cluster", "stop", "--dir", run);

    assertEquals(0, stopped.status(), stopped.err());
    assertEquals(3, members.size());
    assertTrue(members.stream().noneMatch(ClusterIT::isAlive), "a process of the cluster is left");
    assertEquals(3, quarry.run("deploy/cluster", "status", "--dir", run).status());
  }

  @Test
  void aJobRunsOnTheClusterThroughSparkSubmit() throws IOException {
    Path lake = folder.resolve("lake");
    Path frames = Files.writeString(folder.resolve("hydrogen.xyz"), FRAMES);

    Result ingest =
        onTheCluster("client", "ingest", "--lake", lake, "--dataset", "h2", "--json", frames);
    assertEquals(0, ingest.status(), ingest.err());
    assertTrue(ingest.out().contains("\"rows_out\":2"), ingest.out());

    Result sql =
        onTheCluster(
            "client",
            "sql",
            "--lake",
            lake,
            "--format",
            "csv",
            "select count(*) as n, min(energy) as e from labels");
    assertEquals("n,e\n2,-1.5\n", sql.out(), sql.err());
    assertTrue(executorsRan() > 0, "no executor of the cluster worked");
  }

  @Test
  void theDriverRunsOnTheClusterToo() throws IOException {
    Path lake = folder.resolve("lake of a driver elsewhere");
    Path frames = Files.writeString(folder.resolve("more hydrogen.xyz"), FRAMES);

    Result ingest = onTheCluster("cluster", "ingest", "--lake", lake, "--dataset", "h2", frames);

    assertEquals(0, ingest.status(), ingest.err());
    Result sql =
        quarry.run(
            "deploy/quarry",
            "sql",
            "--lake",
            lake,
            "--format",
            "csv",
            "select count(*) as n from memberships");
    assertEquals("n\n2\n", sql.out(), sql.err());
  }

  @Test
  void startingAClusterThatRunsDoesNothing() throws IOException {
    List<Long> before = members();

    Result again = quarry.run("deploy/cluster", "start", "--dir", run);

    assertEquals(0, again.status(), again.err());
    assertEquals(master + " runs already, 2 workers\n", again.out());
    assertEquals(before, members());
  }

  @Test
  void aTakenPortIsOneClearLine() {
    String port = master.substring(master.lastIndexOf(':') + 1);

    Result second =
        quarry.run(
            "deploy/cluster", "start", "--port", port, "--dir", folder.resolve("another folder"));

    assertEquals(1, second.status());
    assertEquals(
        List.of("quarry cluster: port " + port + " is taken (choose another with --port)"),
        second.complaints());
  }

  @Test
  void anUnknownOptionIsWrongUsage() {
    Result result = quarry.run("deploy/cluster", "start", "--slaves", 2);

    assertEquals(2, result.status());
    assertEquals(1, result.complaints().size(), result.err());
  }

  private static Result onTheCluster(String deployMode, Object... job) {
    Object[] spark = {
      "--",
      "--master",
      master,
      "--deploy-mode",
      deployMode,
      "--driver-memory",
      "512m",
      "--executor-memory",
      "512m",
      "--total-executor-cores",
      1
    };
    return quarry.run(
        "deploy/quarry", Stream.concat(Stream.of(job), Stream.of(spark)).toArray(Object[]::new));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static List<Long> members() throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      return files
          .filter(file -> file.toString().endsWith(".pid"))
          .sorted()
          .map(ClusterIT::number)
          .toList();
    }
  }

  private static long number(Path file) {
    try {
      return Long.parseLong(Files.readString(file).strip());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid)
        .filter(process -> process.info().command().isPresent()) // not a zombie
        .isPresent();
  }

  private static long executorsRan() throws IOException {
    try (Stream<Path> files = Files.walk(run)) {
      return files.filter(file -> file.getFileName().toString().startsWith("app-")).count();
    }
  }
}
