package org.quarry.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Reads extended XYZ as ASE does, and plain XYZ.
 *
 * <p>A frame is a count, a comment line of keys and values, and that many atom lines. Understood
 * are {@code Lattice} (nine numbers, rows are the vectors), {@code Properties} (columns in any
 * order; species or Z), {@code pbc} (absent: T T T with a Lattice, else F F F), the labels under
 * the names of {@link LabelKeys}, the options' keys for split and group; every other key is kept as
 * text. Species may carry an index ({@code Fe1}); numbers may have Fortran's or Mathematica's
 * exponents. Without {@code energy} a {@code free_energy} is taken, as kind {@code free}. Units
 * that a frame states ({@code energy_unit=kcal/mol}) are honored where the options say nothing; a
 * contradiction is rejected.
 *
 * <p>Columns besides species, positions and forces are not kept; the key {@code ignored_columns}
 * tells their names.
 *
 * <p>After a bad frame, reading goes on with the next line that holds one positive integer and
 * nothing else. A frame that more atom lines follow than it counts is rejected as a whole, and so
 * is one followed by the obsolete {@code VEC1} lines. A damaged gzip file yields its whole frames
 * and then one rejection.
 */
public final class ExtxyzReader implements ConfigurationReader {
  private static final Pattern BEGINNING =
      Pattern.compile(
          "\\A(?:\u00ef\u00bb\u00bf)?\\s*\\d+[ \\t]*\\r?\\n[^\\n]*\\n\\s*\\S+([ \\t]+\\S+){3}");

  @Override
  public String format() {
    return "extxyz";
  }

  @Override
  public boolean recognizes(FileHead head) {
    return head.name().endsWith(".xyz")
        || head.name().endsWith(".extxyz")
        || head.name().endsWith(".exyz")
        || BEGINNING.matcher(head.text()).find();
  }

  @Override
  public FrameIterator read(Path file, ReadOptions options) throws IOException {
    InputStream in = FileHead.open(file);
    try {
      return new ExtxyzFrames(file.toString(), in, options);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }
}
