package org.quarry.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.quarry.io.InlineFrames.CELL;
import static org.quarry.io.InlineFrames.PLAIN;
import static org.quarry.io.InlineFrames.read;
import static org.quarry.io.InlineFrames.twoAtoms;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the bytes, there are frames and rejections, never an exception, soon and in memory. */
class ExtxyzDamageTest {
  @TempDir private Path folder;

  private static byte[] sample() {
    StringBuilder text = new StringBuilder();
    Random random = new Random(1);
    for (int frame = 0; frame < 12; frame++) {
      int n = 1 + random.nextInt(6);
      text.append(n)
          .append("\nLattice=\"9.5 0 0 0.1 9 0 0 0 8\" Properties=species:S:1:pos:R:3:forces:R:3 ")
          .append("energy=-1.5 free_energy=-1.5 stress=\"1 0 0 0 1 0 0 0 1\" pbc=\"T T F\" ")
          .append("name='a b' split=train\n");
      for (int i = 0; i < n; i++) {
        text.append("Si ").append(2.5 * i).append(" 0.1 1e-1 1e-3 0.0 0\n");
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  @Test
  void noMutationIsThrown() {
    byte[] good = sample();
    assertEquals("AAAAAAAAAAAA", ExtxyzReaderTest.verdicts(read(good, ReadOptions.DEFAULT)));
    Random random = new Random(20);
    byte[] alphabet =
        "0123456789.-+eE \t\n\r\"'[]{}=:\\,TFSiLatticenanpbc*^\u0000é"
            .getBytes(StandardCharsets.UTF_8);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (int trial = 0; trial < 1500; trial++) {
            byte[] bad = good.clone();
            for (int change = 1 + random.nextInt(8); change > 0; change--) {
              int at = random.nextInt(bad.length);
              switch (random.nextInt(4)) {
                case 0 -> bad[at] = alphabet[random.nextInt(alphabet.length)];
                case 1 -> bad[at] = (byte) random.nextInt();
                case 2 -> bad = delete(bad, at, 1 + random.nextInt(40));
                default -> bad = duplicate(bad, at, 1 + random.nextInt(40));
              }
              if (bad.length == 0) {
                break;
              }
            }
            assertTrue(read(bad, ReadOptions.DEFAULT).size() >= 1);
          }
        });
  }

  private static byte[] delete(byte[] bytes, int at, int length) {
    int end = Math.min(bytes.length, at + length);
    byte[] rest = Arrays.copyOf(bytes, bytes.length - (end - at));
    System.arraycopy(bytes, end, rest, at, bytes.length - end);
    return rest;
  }

  private static byte[] duplicate(byte[] bytes, int at, int length) {
    int end = Math.min(bytes.length, at + length);
    byte[] more = Arrays.copyOf(bytes, bytes.length + (end - at));
    System.arraycopy(bytes, at, more, end, bytes.length - at);
    return more;
  }

  @Test
  void aTruncatedFileYieldsItsWholeFrames() {
    byte[] good = sample();
    int frames = 0;
    for (int length = 1; length < good.length; length++) {
      List<Frame> read = read(Arrays.copyOf(good, length), ReadOptions.DEFAULT);
      long accepted = read.stream().filter(Frame.Accepted.class::isInstance).count();
      assertTrue(read.size() - accepted <= 1, "at most the last frame is lost");
      assertTrue(accepted >= frames, "no frame is lost by a longer file");
      frames = (int) Math.max(frames, accepted - 1); // the last line may be cut within a number
    }
  }

  @Test
  void aTruncatedGzipFileYieldsItsWholeFramesAndOneRejection() throws IOException {
    byte[] packed = gzip(sample());
    Path file = folder.resolve("cut.xyz.gz");
    int most = 0;
    for (int length = 3; length < packed.length; length++) {
      Files.write(file, Arrays.copyOf(packed, length));
      List<Frame> frames = read(file, ReadOptions.DEFAULT);
      String verdicts = ExtxyzReaderTest.verdicts(frames);
      assertTrue(verdicts.matches("A*R"), verdicts + " at " + length);
      var last = (Frame.Rejected) frames.get(frames.size() - 1);
      assertEquals(Frame.Stage.PARSE, last.stage());
      assertTrue(last.reason().contains("the gzip stream ends early"), last.reason());
      assertEquals(file.toString(), last.file());
      most = Math.max(most, frames.size());
    }
    assertEquals(13, most, "only the checksum is missing: every frame lands");
  }

  @Test
  void aCorruptGzipFileIsRejectedFromThere() throws IOException {
    Random random = new Random(9);
    byte[] text = new byte[200_000];
    byte[] frame = twoAtoms(CELL + PLAIN + "note=x").getBytes(StandardCharsets.UTF_8);
    int filled = 0;
    while (filled + frame.length + 12 < text.length) {
      byte[] next =
          twoAtoms(CELL + PLAIN + "note=" + random.nextInt(1 << 30))
              .getBytes(StandardCharsets.UTF_8);
      System.arraycopy(next, 0, text, filled, next.length);
      filled += next.length;
    }
    byte[] packed = gzip(Arrays.copyOf(text, filled));
    Path file = folder.resolve("corrupt.xyz.gz");
    for (int trial = 0; trial < 20; trial++) {
      byte[] bad = packed.clone();
      int at = 20 + random.nextInt(bad.length - 20);
      Arrays.fill(bad, at, Math.min(bad.length, at + 50), (byte) 0xFF);
      Files.write(file, bad);
      assertTrue(
          read(file, ReadOptions.DEFAULT).stream().anyMatch(Frame.Rejected.class::isInstance));
    }
  }

  @Test
  void absurdCountsTakeNoMemory() {
    for (String count : new String[] {"2000000000", "99999999999999999999", "150000000"}) {
      List<Frame> frames = read(count + "\n\nSi 0 0 0\n" + twoAtoms(PLAIN), ReadOptions.DEFAULT);
      assertEquals("RA", ExtxyzReaderTest.verdicts(frames));
    }
  }

  @Test
  void aLineWithoutEndTakesNoMemory() throws IOException {
    long length = 3L * LineReader.MAX_LINE;
    InputStream endless =
        new InputStream() {
          private long at;

          @Override
          public int read() {
            return at++ < length ? 'x' : -1;
          }

          @Override
          public int read(byte[] bytes, int offset, int count) {
            int some = (int) Math.min(count, length - at);
            Arrays.fill(bytes, offset, offset + Math.max(0, some), (byte) 'x');
            at += Math.max(0, some);
            return some > 0 ? some : -1;
          }
        };
    var both =
        new SequenceInputStream(
            endless,
            new ByteArrayInputStream(("\n" + twoAtoms(PLAIN)).getBytes(StandardCharsets.UTF_8)));
    try (var frames = new ExtxyzFrames("long.xyz", both, ReadOptions.DEFAULT)) {
      assertTrue(frames.next() instanceof Frame.Rejected);
      assertTrue(frames.next() instanceof Frame.Accepted);
      assertEquals(false, frames.hasNext());
    }
  }

  @Test
  void gzipIsKnownByItsBytesAndMembersFollowEachOther() throws IOException {
    byte[] member = gzip(sample());
    Path file = folder.resolve("no_gz_in_the_name.xyz");
    byte[] two = Arrays.copyOf(member, 2 * member.length);
    System.arraycopy(member, 0, two, member.length, member.length);
    Files.write(file, two);
    assertEquals(24, read(file, ReadOptions.DEFAULT).size());
    try (var in = new GZIPInputStream(new ByteArrayInputStream(member))) {
      assertEquals(sample().length, in.readAllBytes().length);
    }
  }
}
