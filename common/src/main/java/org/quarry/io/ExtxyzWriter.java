package org.quarry.io;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.atoms.EnergyKind;
import org.quarry.atoms.Labels;
import org.quarry.atoms.Provenance;

/**
 * Writes extended XYZ that ASE and {@link ExtxyzReader} read back: Lattice, Properties, pbc,
 * energy, forces, stress (nine components, ASE's sign), split, group and info; numbers in shortest
 * round-trip form. Method, software, kind of energy and metadata stand under keys that begin with
 * {@code quarry_}; an info key that a reader would take for something else is written with {@code
 * source_} before it.
 *
 * <p>Frames go to a temporary file beside the target, which {@link #commit} puts in its place;
 * without it nothing is left behind. A name that ends in {@code .gz} is packed.
 */
public final class ExtxyzWriter implements Closeable {
  private final Path target;
  private final Path temporary;
  private final Writer out;
  private final StringBuilder text = new StringBuilder();
  private boolean closed;

  private ExtxyzWriter(Path target, Path temporary, Writer out) {
    this.target = target;
    this.temporary = temporary;
    this.out = out;
  }

  /**
   * Starts a file.
   *
   * @throws IOException if the folder does not exist or cannot be written to
   */
  public static ExtxyzWriter open(Path target) throws IOException {
    String name = String.valueOf(target.getFileName());
    Path temporary = target.resolveSibling("." + name + "." + UUID.randomUUID() + ".tmp");
    OutputStream raw;
    try {
      raw = Files.newOutputStream(temporary);
    } catch (NoSuchFileException e) {
      throw new IOException(target + ": its folder does not exist", e);
    }
    try {
      OutputStream bytes = name.endsWith(".gz") ? new GZIPOutputStream(raw, 1 << 16) : raw;
      Writer out =
          new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8), 1 << 16);
      return new ExtxyzWriter(target, temporary, out);
    } catch (IOException e) {
      raw.close();
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  /** Adds a frame as it was read. */
  public void write(Frame.Accepted frame) throws IOException {
    write(frame.configuration(), frame.labels(), frame.provenance());
  }

  /** Adds a frame; of the provenance, split, group and info are written. */
  public void write(Configuration c, Labels labels, Provenance provenance) throws IOException {
    write(c, labels, provenance, Map.of());
  }

  /**
   * Adds a frame with further numbers of each atom.
   *
   * @param columns by the name of the column, letters and underscores: one number an atom
   * @throws IllegalArgumentException if a column has another name or length
   */
  public void write(
      Configuration c, Labels labels, Provenance provenance, Map<String, double[]> columns)
      throws IOException {
    List<double[]> numbers = new ArrayList<>();
    StringBuilder properties = new StringBuilder("=species:S:1:pos:R:3");
    labels.forces().ifPresent(forces -> properties.append(":forces:R:3"));
    new TreeMap<>(columns)
        .forEach(
            (name, values) -> {
              if (!name.matches("[A-Za-z_]+") || values.length != c.size()) {
                throw new IllegalArgumentException(
                    "column \"" + name + "\" of " + values.length + " for " + c.size() + " atoms");
              }
              properties.append(':').append(name).append(":R:1");
              numbers.add(values);
            });
    text.setLength(0);
    text.append(c.size()).append('\n');
    comment(c, labels, provenance, properties);
    double[] f = labels.forces().orElse(new double[0]);
    for (int i = 0; i < c.size(); i++) {
      text.append(Element.of(c.atomicNumber(i)).symbol());
      for (int axis = 0; axis < 3; axis++) {
        number(c.position(i, axis));
      }
      for (int axis = 0; axis < 3 && f.length > 0; axis++) {
        number(f[3 * i + axis]);
      }
      for (double[] values : numbers) {
        number(values[i]);
      }
      text.append('\n');
    }
    out.append(text);
  }

  private void comment(
      Configuration c, Labels labels, Provenance provenance, CharSequence properties) {
    if (!c.cell().isNone()) {
      numbers(ExtxyzKeys.LATTICE, c.cell().toArray());
      text.append(' ');
    }
    text.append(ExtxyzKeys.PROPERTIES).append(properties);
    text.append(" pbc=\"");
    for (int axis = 0; axis < 3; axis++) {
      text.append(c.pbc().along(axis) ? 'T' : 'F').append(axis < 2 ? " " : "\"");
    }
    labels.energy().ifPresent(e -> text.append(" energy=").append(shortest(e)));
    labels
        .stress()
        .ifPresent(
            s -> {
              text.append(' ');
              numbers("stress", s[0], s[5], s[4], s[5], s[1], s[3], s[4], s[3], s[2]);
            });
    if (labels.energyKind() != EnergyKind.UNKNOWN) {
      entry(ExtxyzKeys.ENERGY_KIND, labels.energyKind().text());
    }
    unlessUnknown(ExtxyzKeys.METHOD, labels.method());
    unlessUnknown(ExtxyzKeys.SOFTWARE, labels.software());
    new TreeMap<>(labels.metadata())
        .forEach((key, value) -> entry(ExtxyzKeys.METADATA + key, value));
    if (!provenance.split().isEmpty()) {
      entry("split", provenance.split());
    }
    if (!provenance.group().isEmpty()) {
      entry("group", provenance.group());
    }
    for (Map.Entry<String, String> info : new TreeMap<>(provenance.info()).entrySet()) {
      String key = info.getKey();
      boolean taken = ExtxyzKeys.isReserved(key) || key.equals("split") || key.equals("group");
      entry(taken ? "source_" + key : key, info.getValue());
    }
    text.append('\n');
  }

  private void unlessUnknown(String key, String value) {
    if (!value.equals("unknown")) {
      entry(key, value);
    }
  }

  private void entry(String key, String value) {
    text.append(' ');
    quoted(key);
    text.append('=');
    quoted(value.isEmpty() ? " " : value); // ASE takes the next key for an empty value
  }

  /** Plain where that is safe; else in double quotes, with backslashes before what needs them. */
  private void quoted(String word) {
    boolean plain = !word.isEmpty();
    for (int i = 0; i < word.length() && plain; i++) {
      char c = word.charAt(i);
      plain = !Character.isWhitespace(c) && "\"'[]{}=\\".indexOf(c) < 0;
    }
    if (plain) {
      text.append(word);
      return;
    }
    text.append('"');
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '\n') {
        text.append("\\n");
      } else {
        text.append(c == '"' || c == '\\' ? "\\" : "").append(c == '\r' ? ' ' : c);
      }
    }
    text.append('"');
  }

  private void numbers(String key, double... values) {
    text.append(key).append("=\"");
    for (int i = 0; i < values.length; i++) {
      text.append(i > 0 ? " " : "").append(shortest(values[i]));
    }
    text.append('"');
  }

  private void number(double value) {
    text.append(' ').append(shortest(value));
  }

  /** The shortest decimal that reads back as the same double. */
  private static String shortest(double value) {
    return NumberOutput.toString(value, true);
  }

  /**
   * Finishes the file and puts it in its place, over an older one.
   *
   * @throws IOException if that fails; the older file then stands unchanged
   */
  public void commit() throws IOException {
    if (closed) {
      throw new IOException(target + ": the file is closed already");
    }
    closed = true;
    try {
      out.close();
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Gives up what was not committed. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      try {
        out.close();
      } finally {
        Files.deleteIfExists(temporary);
      }
    }
  }
}
