package org.quarry.potential.kim;

import com.sun.jna.Native;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a worker process is started.
 *
 * @param main its main class
 * @param classPath jars and folders
 */
record WorkerCommand(String main, List<Path> classPath) {
  WorkerCommand {
    classPath = List.copyOf(classPath);
  }

  /** KIM's worker, with what it needs of our class path: Quarry's own classes and JNA. */
  static WorkerCommand kim() {
    return of(KimWorker.class, Native.class);
  }

  /** A main class, with the jars and folders that hold it and other classes. */
  static WorkerCommand of(Class<?> main, Class<?>... others) {
    List<Path> places =
        Stream.concat(Stream.of(main), Stream.of(others))
            .map(WorkerCommand::place)
            .distinct()
            .toList();
    return new WorkerCommand(main.getName(), places);
  }

  private static Path place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("cannot tell which jar holds " + type.getName(), e);
    }
  }

  /** The same Java as ours, a small heap, one thread of garbage collection. */
  List<String> line() {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-XX:+UseSerialGC");
    line.add("-Xms16m");
    line.add("-Xmx1g");
    line.add("-XX:-CreateCoredumpOnCrash");
    line.add("-XX:+ErrorFileToStderr");
    line.add("-cp");
    line.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    line.add(main);
    return line;
  }
}
