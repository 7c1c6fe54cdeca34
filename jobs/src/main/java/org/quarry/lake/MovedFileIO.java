package org.quarry.lake;

import java.util.Map;
import org.apache.iceberg.hadoop.HadoopFileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.SeekableInputStream;

/**
 * Reads a moved lake's files at their new place under their old names, while the names are
 * rewritten.
 */
public final class MovedFileIO extends HadoopFileIO {
  static final String FROM = "moved.from";
  static final String TO = "moved.to";
  private static final long serialVersionUID = 1;

  private String from = "";
  private String to = "";

  /** For Iceberg, which makes it by name. */
  public MovedFileIO() {}

  @Override
  public void initialize(Map<String, String> properties) {
    super.initialize(properties);
    from = properties.get(FROM);
    to = properties.get(TO);
  }

  @Override
  public InputFile newInputFile(String path) {
    return new Renamed(path, super.newInputFile(moved(path)));
  }

  @Override
  public InputFile newInputFile(String path, long length) {
    return new Renamed(path, super.newInputFile(moved(path), length));
  }

  private String moved(String path) {
    return path.startsWith(from + "/") ? to + path.substring(from.length()) : path;
  }

  /** A file that goes by its old name. */
  private record Renamed(String location, InputFile file) implements InputFile {
    @Override
    public long getLength() {
      return file.getLength();
    }

    @Override
    public SeekableInputStream newStream() {
      return file.newStream();
    }

    @Override
    public boolean exists() {
      return file.exists();
    }
  }
}
