package org.quarry.io;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * What a format is recognized by.
 *
 * @param name the file's name in lower case, without folders and without {@code .gz}
 * @param text the first {@value #LENGTH} bytes after unpacking, as Latin-1
 */
public record FileHead(String name, String text) {
  static final int LENGTH = 8192;

  /** Reads the beginning of a file. */
  static FileHead of(Path file) throws IOException {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    byte[] head;
    try (InputStream in = open(file)) {
      head = in.readNBytes(LENGTH);
    } catch (EOFException | ZipException e) {
      head = new byte[0]; // a damaged archive: the name has to do
    }
    return new FileHead(
        name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name,
        new String(head, StandardCharsets.ISO_8859_1));
  }

  /** A packing that Quarry does not undo, if the file is in one. */
  public Optional<String> compression() {
    if (text.startsWith("BZh")) {
      return Optional.of("bzip2");
    } else if (text.startsWith("\u00fd7zXZ")) {
      return Optional.of("xz");
    } else if (text.startsWith("(\u00b5/\u00fd")) {
      return Optional.of("zstd");
    } else if (text.startsWith("PK\u0003\u0004")) {
      return Optional.of("zip");
    }
    return Optional.empty();
  }

  /** The bytes of a file, unpacked if they begin as gzip does. */
  static InputStream open(Path file) throws IOException {
    InputStream raw;
    try {
      if (Files.isDirectory(file)) {
        throw new IOException(file + ": is a folder, not a file");
      }
      raw = Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": no such file", e);
    } catch (AccessDeniedException e) {
      throw new IOException(file + ": no permission to read", e);
    }
    try {
      BufferedInputStream in = new BufferedInputStream(raw, 1 << 16);
      in.mark(2);
      boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
      in.reset();
      return gzip ? unpacked(in) : in;
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  private static InputStream unpacked(InputStream in) throws IOException {
    try {
      return new GZIPInputStream(in, 1 << 16);
    } catch (EOFException | ZipException e) {
      return new Damaged(in, e); // bad content is for the reader to report
    }
  }

  /** A gzip file whose very header is damaged. */
  private static final class Damaged extends FilterInputStream {
    private final IOException cause;

    Damaged(InputStream in, IOException cause) {
      super(in);
      this.cause = cause;
    }

    @Override
    public int read() throws IOException {
      throw cause;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      throw cause;
    }
  }
}
