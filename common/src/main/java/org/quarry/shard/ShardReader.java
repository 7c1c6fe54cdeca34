package org.quarry.shard;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** Reads shards whole, after comparing each file with its line in the manifest. */
public final class ShardReader {
  private ShardReader() {}

  /**
   * Reads a shard into memory.
   *
   * @param folder the folder of the manifest
   * @throws ShardException if the file is missing, empty, cut, altered, or not a shard
   */
  public static Shard read(Path folder, ShardSetup setup, ShardEntry entry) throws IOException {
    Path file = folder.resolve(entry.file());
    verify(file, entry);
    try (BufferAllocator allocator = new RootAllocator();
        FileChannel channel = FileChannel.open(file);
        ArrowFileReader arrow = new ArrowFileReader(channel, allocator)) {
      Schema schema = arrow.getVectorSchemaRoot().getSchema();
      if (!schema.equals(ShardColumns.schema(setup))
          && !schema.equals(ShardColumns.schemaWithoutStress(setup))) {
        throw new ShardException(file + " has other columns than a shard: write the shards again");
      }
      ShardBuffers buffers = new ShardBuffers(entry.rows(), Math.toIntExact(entry.atoms()), setup);
      while (arrow.loadNextBatch()) {
        buffers.append(arrow.getVectorSchemaRoot());
      }
      if (!buffers.full()) {
        throw new ShardException(file + " holds fewer rows than its manifest says");
      }
      return new Shard(buffers);
    } catch (RuntimeException e) {
      throw new ShardException(file + " does not fit its manifest: write the shards again", e);
    }
  }

  private static void verify(Path file, ShardEntry entry) throws IOException {
    long bytes;
    try {
      bytes = Files.size(file);
    } catch (NoSuchFileException e) {
      throw new ShardException(file + " is missing: write the shards again", e);
    }
    if (bytes == 0) {
      throw new ShardException(file + " is empty: write the shards again");
    }
    if (bytes < entry.bytes()) {
      throw new ShardException(
          file + " is cut: " + bytes + " of " + entry.bytes() + " bytes; write the shards again");
    }
    String sha256 = sha256(file);
    if (!sha256.equals(entry.sha256())) {
      throw new ShardException(
          file
              + " fails its checksum ("
              + sha256.substring(0, 12)
              + "…, not "
              + entry.sha256().substring(0, 12)
              + "…): it was altered; write the shards again");
    }
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest = AtomicFile.newSha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      byte[] buffer = new byte[1 << 20];
      while (in.read(buffer) >= 0) {
        // the digest is what we are after
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
