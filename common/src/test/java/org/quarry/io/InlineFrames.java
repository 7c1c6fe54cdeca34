package org.quarry.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Frames of texts that stand in a test, and of files. */
final class InlineFrames {
  static final String CELL = "Lattice=\"5 0 0 0 5 0 0 0 5\" ";
  static final String PLAIN = "Properties=species:S:1:pos:R:3 ";
  static final String TWO_ATOMS = "Si 0 0 0\nSi 1.25 1.25 1.25\n";

  private InlineFrames() {}

  static List<Frame> read(String text, ReadOptions options) {
    return read(text.getBytes(StandardCharsets.UTF_8), options);
  }

  static List<Frame> read(byte[] bytes, ReadOptions options) {
    try (var frames = new ExtxyzFrames("inline.xyz", new ByteArrayInputStream(bytes), options)) {
      return list(frames);
    } catch (IOException e) {
      return fail(e);
    }
  }

  static List<Frame> read(Path file, ReadOptions options) throws IOException {
    try (var frames = ConfigurationReaders.forPath(file).read(file, options)) {
      return list(frames);
    }
  }

  private static List<Frame> list(FrameIterator iterator) {
    List<Frame> frames = new ArrayList<>();
    while (iterator.hasNext()) {
      Frame frame = iterator.next();
      assertEquals(frames.size(), frame.frame(), "frames are numbered in order");
      frames.add(frame);
    }
    return frames;
  }

  /** Two silicon atoms with a comment line. */
  static String twoAtoms(String comment) {
    return "2\n" + comment + "\n" + TWO_ATOMS;
  }

  static Frame.Accepted accepted(String text) {
    return accepted(text, ReadOptions.DEFAULT);
  }

  static Frame.Accepted accepted(String text, ReadOptions options) {
    return accepted(single(text, options));
  }

  static Frame.Accepted accepted(Frame frame) {
    if (frame instanceof Frame.Rejected rejected) {
      return fail("rejected: " + rejected.message());
    }
    return (Frame.Accepted) frame;
  }

  static Frame.Rejected rejected(String text) {
    return rejected(text, ReadOptions.DEFAULT);
  }

  static Frame.Rejected rejected(String text, ReadOptions options) {
    return assertInstanceOf(Frame.Rejected.class, single(text, options));
  }

  private static Frame single(String text, ReadOptions options) {
    List<Frame> frames = read(text, options);
    assertEquals(1, frames.size(), () -> "one frame in " + text);
    return frames.get(0);
  }
}
