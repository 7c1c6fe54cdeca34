package org.quarry.jobs;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.quarry.io.ConfigurationReaders;
import org.quarry.io.Frame;
import org.quarry.io.FrameIterator;
import org.quarry.io.LabelKeys;
import org.quarry.io.ReadOptions;

/**
 * The structures of input files, one after another in the order in which the inputs are given (what
 * a folder or glob holds, sorted), numbered from 0 over all of them. Labels are not read, so a bad
 * label costs no structure.
 */
final class InputStructures implements Iterator<InputStructures.Structure>, Closeable {
  private static final ReadOptions NO_LABELS =
      ReadOptions.builder()
          .keys(LabelKeys.parse("energy=none,forces=none,stress=none,virial=none"))
          .build();

  /**
   * One structure.
   *
   * @param index its number over all inputs
   * @param source {@code file#frame}
   */
  record Structure(int index, String source, Frame frame) {}

  private final Iterator<String> files;
  private String file;
  private InputFiles.LocalFile local;
  private FrameIterator frames;
  private int index;

  private InputStructures(List<String> files) {
    this.files = files.iterator();
  }

  /**
   * The structures of files, folders and globs.
   *
   * @throws InputException if a name fits nothing
   */
  static InputStructures of(List<String> inputs) {
    List<String> files = new ArrayList<>();
    for (String input : inputs) {
      if (!input.contains("://") && Files.isRegularFile(Path.of(input))) {
        files.add(input); // under the name that the caller knows
      } else {
        files.addAll(InputFiles.expand(List.of(input)));
      }
    }
    return new InputStructures(files);
  }

  /** Throws {@link InputException} if the next file cannot be read. */
  @Override
  public boolean hasNext() {
    try {
      while (frames == null || !frames.hasNext()) {
        close();
        if (!files.hasNext()) {
          return false;
        }
        file = files.next();
        local = InputFiles.local(file);
        frames = ConfigurationReaders.forPath(local.path()).read(local.path(), NO_LABELS);
      }
      return true;
    } catch (IOException | UncheckedIOException e) {
      throw unreadable(e);
    }
  }

  @Override
  public Structure next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    try {
      Frame frame = frames.next();
      return new Structure(index++, file + "#" + frame.frame(), frame);
    } catch (UncheckedIOException e) {
      throw unreadable(e);
    }
  }

  private InputException unreadable(Exception e) {
    String reason = e.getMessage() == null ? e.toString() : e.getMessage();
    return new InputException(reason.contains(file) ? reason : file + ": " + reason, e);
  }

  @Override
  public void close() throws IOException {
    if (frames != null) {
      frames.close();
    }
    if (local != null) {
      local.close();
    }
    frames = null;
    local = null;
  }
}
