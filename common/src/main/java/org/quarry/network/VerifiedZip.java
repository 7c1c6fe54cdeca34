package org.quarry.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads a zip whose entries have plain names and sizes that fit into memory. */
final class VerifiedZip {
  /** No network of ours has more: a larger entry is a mistake or a trap. */
  private static final long MOST_BYTES = 1L << 30;

  private static final int MOST_ENTRIES = 10_000;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)?");

  private VerifiedZip() {}

  /** The entries in the file's order. */
  static Map<String, byte[]> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      long left = MOST_BYTES;
      for (ZipEntry entry : Collections.list(zip.entries())) {
        if (!NAME.matcher(entry.getName()).matches()
            || entry.getName().contains("..")
            || entries.containsKey(entry.getName())
            || entries.size() == MOST_ENTRIES) {
          throw new ModelException(file + " holds an entry it should not: " + entry.getName());
        }
        try (InputStream in = zip.getInputStream(entry)) {
          byte[] content = in.readNBytes((int) Math.min(left + 1, Integer.MAX_VALUE - 8));
          left -= content.length;
          if (left < 0 || content.length != entry.getSize()) {
            throw new ModelException(
                file + " is altered: " + entry.getName() + " has another size");
          }
          entries.put(entry.getName(), content);
        }
      }
    } catch (ZipException | java.io.EOFException e) {
      throw new ModelException(file + " is cut or altered, or no model: " + e.getMessage(), e);
    }
    return entries;
  }
}
