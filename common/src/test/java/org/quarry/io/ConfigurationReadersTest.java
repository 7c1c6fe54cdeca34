package org.quarry.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationReadersTest {
  @TempDir private Path folder;

  private String formatOf(String name, String content) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content, StandardCharsets.ISO_8859_1);
    return ConfigurationReaders.forPath(file).format();
  }

  private String failure(Path file) {
    return assertThrows(IOException.class, () -> ConfigurationReaders.forPath(file)).getMessage();
  }

  @Test
  void formatsAreKnownByName() throws IOException {
    assertEquals("extxyz", formatOf("a.xyz", ""));
    assertEquals("extxyz", formatOf("B.EXTXYZ", "whatever"));
  }

  @ParameterizedTest
  @CsvSource({"dump_of_run_7", "a.txt"})
  void formatsAreKnownByContent(String name) throws IOException {
    assertEquals("extxyz", formatOf(name, "  2\r\nremark\r\n C 0 0 0\r\n O 0 0 1.1\r\n"));
  }

  @Test
  void whatNobodyReadsIsNamedInOneLine() throws IOException {
    Path poem = Files.writeString(folder.resolve("poem.txt"), "I wandered lonely\nas a cloud\n");
    assertEquals(poem + ": unknown format; Quarry reads extxyz", failure(poem));
    Path bz2 = Files.writeString(folder.resolve("a.bz2"), "BZh91AY&SY");
    assertEquals(bz2 + ": unknown format (bzip2: unpack it); Quarry reads extxyz", failure(bz2));
  }

  @Test
  void missingFilesAndFoldersAreNamedInOneLine() {
    Path missing = folder.resolve("missing.xyz");
    assertEquals(missing + ": no such file", failure(missing));
    assertEquals(folder + ": is a folder, not a file", failure(folder));
    assertEquals(
        missing + ": no such file",
        assertThrows(IOException.class, () -> new ExtxyzReader().read(missing, ReadOptions.DEFAULT))
            .getMessage());
  }

  @Test
  void aDamagedPackedFileIsStillRead() throws IOException {
    Path file = folder.resolve("cut.xyz.gz");
    Files.write(file, new byte[] {0x1f, (byte) 0x8b, 8});
    var frames = InlineFrames.read(file, ReadOptions.DEFAULT);
    assertEquals(1, frames.size());
    assertTrue(((Frame.Rejected) frames.get(0)).message().contains("gzip stream ends early"));
  }
}
