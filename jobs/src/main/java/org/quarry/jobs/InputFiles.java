package org.quarry.jobs;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * The input files of a job, wherever they are: local paths, or addresses of any file system that
 * Hadoop knows ({@code hdfs://…}, {@code s3a://…}). A local file is named by its absolute path, any
 * other by its address.
 */
final class InputFiles {
  private static final Configuration HADOOP = new Configuration();

  private InputFiles() {}

  /**
   * Files, all files below folders, and matches of globs; sorted, each once. Hidden files ({@code
   * .x}, {@code _x}) in folders are not input.
   *
   * @throws InputException if a name fits nothing
   */
  static List<String> expand(List<String> inputs) {
    TreeSet<String> files = new TreeSet<>();
    for (String input : inputs) {
      try {
        Path path = absolute(input);
        FileSystem fileSystem = path.getFileSystem(HADOOP);
        FileStatus[] found =
            fileSystem.exists(path)
                ? new FileStatus[] {fileSystem.getFileStatus(path)}
                : fileSystem.globStatus(path);
        if (found == null || found.length == 0) {
          throw new InputException(input + ": no such file or folder");
        }
        for (FileStatus status : found) {
          files.addAll(below(fileSystem, status));
        }
      } catch (IOException | IllegalArgumentException e) {
        throw new InputException(input + ": cannot be listed: " + e.getMessage(), e);
      }
    }
    return List.copyOf(files);
  }

  /** The SHA-256 of a file, as it lies there. */
  static String sha256(String file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
    try (InputStream in = new DigestInputStream(open(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** A file as a local path: its own, or that of a copy that goes when closed. */
  static LocalFile local(String file) throws IOException {
    if (!file.contains("://")) {
      return new LocalFile(java.nio.file.Path.of(file), () -> {});
    }
    java.nio.file.Path folder = Files.createTempDirectory("quarry-");
    java.nio.file.Path copy = folder.resolve(new Path(file).getName());
    try (InputStream in = open(file)) {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
    }
    return new LocalFile(
        copy,
        () -> {
          Files.deleteIfExists(copy);
          Files.deleteIfExists(folder);
        });
  }

  /** A local path and what is to be done when it is no longer needed. */
  record LocalFile(java.nio.file.Path path, Closeable whenDone) implements Closeable {
    @Override
    public void close() throws IOException {
      whenDone.close();
    }
  }

  private static InputStream open(String file) throws IOException {
    if (!file.contains("://")) {
      return Files.newInputStream(java.nio.file.Path.of(file));
    }
    Path path = new Path(file);
    return path.getFileSystem(HADOOP).open(path);
  }

  private static List<String> below(FileSystem fileSystem, FileStatus status) throws IOException {
    if (status.isFile()) {
      return List.of(name(status.getPath()));
    }
    List<String> files = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> entries = fileSystem.listFiles(status.getPath(), true);
    try {
      while (entries.hasNext()) {
        Path path = entries.next().getPath();
        if (!isHidden(path, status.getPath())) {
          files.add(name(path));
        }
      }
    } catch (FileNotFoundException e) {
      throw new InputException(status.getPath() + ": changed while it was listed", e);
    }
    return files;
  }

  private static boolean isHidden(Path path, Path folder) {
    for (Path part = path; !part.equals(folder); part = part.getParent()) {
      if (part.getName().startsWith(".") || part.getName().startsWith("_")) {
        return true;
      }
    }
    return false;
  }

  private static Path absolute(String input) {
    return input.contains("://")
        ? new Path(input)
        : new Path("file://" + java.nio.file.Path.of(input).toAbsolutePath().normalize());
  }

  private static String name(Path path) {
    return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
  }
}
