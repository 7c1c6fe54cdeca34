package org.quarry.shard;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * A file that is there whole or not at all: written to a temporary name beside it, synced, renamed.
 * What is written is digested on the way.
 */
public final class AtomicFile implements WritableByteChannel, Closeable {
  private final Path target;
  private final Path temporary;
  private final FileChannel channel;
  private final MessageDigest digest = newSha256();
  private long bytes;
  private boolean committed;

  private AtomicFile(Path target, Path temporary, FileChannel channel) {
    this.target = target;
    this.temporary = temporary;
    this.channel = channel;
  }

  /** Starts a file; nothing is at {@code target} before {@link #commit()}. */
  public static AtomicFile create(Path target) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    // Not createTempFile, whose files nobody else may read.
    Path temporary = folder.resolve("." + target.getFileName() + "-" + UUID.randomUUID() + ".tmp");
    return new AtomicFile(
        target,
        temporary,
        FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
  }

  /** Writes all of a file in one go. */
  public static void write(Path target, byte[] content) throws IOException {
    try (AtomicFile file = create(target)) {
      file.write(ByteBuffer.wrap(content));
      file.commit();
    }
  }

  /** SHA-256 of some bytes in hexadecimal. */
  public static String sha256(byte[] content) {
    return HexFormat.of().formatHex(newSha256().digest(content));
  }

  static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    int n = source.remaining();
    digest.update(source.duplicate());
    while (source.hasRemaining()) {
      channel.write(source);
    }
    bytes += n;
    return n;
  }

  /** Bytes written so far. */
  public long bytes() {
    return bytes;
  }

  /**
   * Makes the file appear under its name, replacing what was there.
   *
   * @return its SHA-256
   */
  public String commit() throws IOException {
    channel.force(true);
    channel.close();
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    committed = true;
    // the rename is durable once the folder is synced; not every file system can
    try (FileChannel folder = FileChannel.open(target.toAbsolutePath().getParent())) {
      folder.force(true);
    } catch (IOException ignored) {
      // Windows and some network file systems do not open folders
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  /** Without a commit before: removes the temporary file. */
  @Override
  public void close() throws IOException {
    channel.close();
    if (!committed) {
      Files.deleteIfExists(temporary);
    }
  }
}
