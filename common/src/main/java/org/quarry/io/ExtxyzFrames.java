package org.quarry.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Labels;
import org.quarry.atoms.Periodicity;
import org.quarry.atoms.Provenance;
import org.quarry.io.FileUnits.Quantity;

/** The frames of one open extended XYZ file. */
final class ExtxyzFrames implements FrameIterator {
  /** No frame has more atoms: a larger count is a mistake. */
  static final int MAX_ATOMS = 200_000_000;

  /** How much of a frame was read when something turned out wrong. */
  private enum Part {
    COUNT,
    BODY,
    WHOLE
  }

  private final String file;
  private final ReadOptions options;
  private final LineReader lines;
  private final FrameChecks checks;
  private final ExtxyzLabels labels;
  private final ExtxyzAtoms atoms = new ExtxyzAtoms();
  private final byte[] raw = new byte[Frame.Rejected.MAX_RAW_BYTES];
  private int rawLength;
  private int frame;
  private Part part = Part.COUNT;
  private boolean damageReported;
  private boolean ended;
  private Optional<Frame> ahead = Optional.empty();

  ExtxyzFrames(String file, InputStream in, ReadOptions options) throws IOException {
    this.file = file;
    this.options = options;
    this.lines = new LineReader(in);
    this.checks = new FrameChecks(options.limits());
    this.labels = new ExtxyzLabels(options, checks);
  }

  @Override
  public boolean hasNext() {
    if (ahead.isEmpty() && !ended) {
      try {
        ahead = read();
      } catch (IOException e) {
        throw new UncheckedIOException(file + ", frame " + frame + ": " + e.getMessage(), e);
      }
      ended = ahead.isEmpty();
      frame++;
    }
    return ahead.isPresent();
  }

  @Override
  public Frame next() {
    if (!hasNext()) {
      throw new NoSuchElementException(file + " has no more frames");
    }
    Frame result = ahead.get();
    ahead = Optional.empty();
    return result;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private Optional<Frame> read() throws IOException {
    rawLength = 0;
    do {
      if (!lines.advance()) {
        return atEnd();
      }
    } while (lines.isBlank() && !lines.isCut());
    keepRaw();
    part = Part.COUNT;
    try {
      int count = count();
      part = Part.BODY;
      return Optional.of(readFrame(count));
    } catch (BadFrame e) {
      if (part == Part.BODY && isCount()) {
        lines.retreat(); // the line that did not fit begins the next frame
      } else if (part != Part.WHOLE) {
        skipToCount();
      }
      return Optional.of(rejected(e.stage(), e.reason()));
    }
  }

  /** A file without any frame is one rejection, and so is one that was cut between frames. */
  private Optional<Frame> atEnd() {
    Optional<String> damage = reportDamage();
    if (damage.isPresent()) {
      return Optional.of(rejected(Frame.Stage.PARSE, damage.get()));
    }
    return frame == 0
        ? Optional.of(rejected(Frame.Stage.PARSE, "the file holds no frame"))
        : Optional.empty();
  }

  private Optional<String> reportDamage() {
    if (damageReported) {
      return Optional.empty();
    }
    damageReported = lines.damage().isPresent();
    return lines.damage().map(why -> why + "; what follows is lost");
  }

  private Frame rejected(Frame.Stage stage, String reason) {
    return new Frame.Rejected(file, frame, stage, reason, LineReader.text(raw, 0, rawLength));
  }

  private void keepRaw() {
    int length = Math.min(lines.end() - lines.start(), raw.length - rawLength);
    System.arraycopy(lines.buffer(), lines.start(), raw, rawLength, length);
    rawLength += length;
    if (rawLength < raw.length) {
      raw[rawLength++] = '\n';
    }
  }

  private void skipToCount() throws IOException {
    while (lines.advance()) {
      if (isCount()) {
        lines.retreat();
        return;
      }
      keepRaw();
    }
  }

  /** Whether the current line is one positive integer and nothing else. */
  private boolean isCount() {
    byte[] text = lines.buffer();
    int from = lines.start();
    int to = lines.end();
    while (from < to && DecimalParser.isBlank(text[from])) {
      from++;
    }
    while (to > from && DecimalParser.isBlank(text[to - 1])) {
      to--;
    }
    boolean positive = false;
    for (int at = from; at < to; at++) {
      if (text[at] < '0' || text[at] > '9') {
        return false;
      }
      positive |= text[at] != '0';
    }
    return positive && !lines.isCut();
  }

  private int count() throws BadFrame {
    String text = excerpt().strip();
    if (text.matches("0+")) {
      throw BadFrame.parse("line " + lines.number() + " says that there are no atoms");
    }
    if (!isCount()) {
      throw BadFrame.parse(
          "line "
              + lines.number()
              + " should hold the number of atoms and nothing else, got \""
              + text
              + "\"");
    }
    long count = text.length() > 12 ? Long.MAX_VALUE : Long.parseLong(text);
    if (count > MAX_ATOMS) {
      throw BadFrame.parse(
          text + " atoms in line " + lines.number() + " are more than " + MAX_ATOMS);
    }
    return (int) count;
  }

  private String excerpt() {
    int end = Math.min(lines.end(), lines.start() + 60);
    return LineReader.text(lines.buffer(), lines.start(), end) + (end < lines.end() ? "…" : "");
  }

  private Frame readFrame(int count) throws IOException, BadFrame {
    if (!lines.advance()) {
      throw endedEarly("the file ends before the comment line");
    }
    keepRaw();
    if (lines.isCut()) {
      throw BadFrame.parse("the comment line is longer than " + LineReader.MAX_LINE + " bytes");
    }
    ExtxyzComment comment = ExtxyzComment.parse(lines.text());
    Optional<String> properties = structural(comment, ExtxyzKeys.PROPERTIES);
    ExtxyzColumns columns = ExtxyzColumns.of(properties, options.keys().forces());
    readAtoms(count, columns);
    part = Part.WHOLE;
    try {
      return assemble(comment, columns);
    } catch (IllegalArgumentException e) {
      throw BadFrame.quality(e.getMessage()); // a configuration or labels that cannot be
    }
  }

  private Frame assemble(ExtxyzComment comment, ExtxyzColumns columns) throws BadFrame {
    ExtxyzUnits units = ExtxyzUnits.of(options.units(), comment);
    double length = units.factor(Quantity.LENGTH);
    Optional<String> lattice = structural(comment, ExtxyzKeys.LATTICE);
    Cell cell = cell(lattice, length);
    Periodicity pbc = pbc(structural(comment, ExtxyzKeys.PBC), lattice.isPresent());
    double[] positions = atoms.positions();
    if (length != 1) {
      for (int i = 0; i < positions.length; i++) {
        positions[i] *= length;
      }
    }
    Configuration configuration = Configuration.of(atoms.atomicNumbers(), positions, cell, pbc);
    Labels frameLabels =
        labels.of(
            comment,
            units,
            configuration,
            columns.hasForces ? Optional.of(atoms.forces()) : Optional.empty());
    Optional<String> problem = checks.problem(configuration, frameLabels);
    if (problem.isPresent()) {
      throw BadFrame.quality(problem.get());
    }
    String split = comment.take(options.splitKey()).orElse("");
    String group = comment.take(options.groupKey()).orElse("");
    String ignored = atoms.unnamed() > 0 ? atoms.unnamed() + " unnamed" : columns.ignored;
    if (!ignored.isEmpty()) {
      comment.values().put(ExtxyzKeys.IGNORED_COLUMNS, ignored);
    }
    return new Frame.Accepted(
        configuration, frameLabels, new Provenance(file, frame, split, group, comment.values()));
  }

  private void readAtoms(int count, ExtxyzColumns columns) throws IOException, BadFrame {
    atoms.begin(count, columns);
    while (atoms.size() < count) {
      if (!lines.advance()) {
        throw endedEarly("the file ends after " + atoms.size() + " of " + count + " atom lines");
      }
      if (atoms.size() > 0 && isCount() && columns.roles.length > 1) {
        throw BadFrame.parse(
            "a new frame begins in line "
                + lines.number()
                + " after "
                + atoms.size()
                + " of "
                + count
                + " atom lines");
      }
      keepRaw();
      atoms.add(lines, columns);
    }
    if (lines.advance()) {
      if (isVector() || (!lines.isBlank() && atoms.fits(lines, columns))) {
        keepRaw();
        throw BadFrame.parse(
            isVector()
                ? "cell vectors in VEC lines (line " + lines.number() + "): write a Lattice instead"
                : "more atom lines than the count of "
                    + count
                    + ": line "
                    + lines.number()
                    + " is \""
                    + excerpt()
                    + "\"");
      }
      lines.retreat();
    }
  }

  private boolean isVector() {
    int at = lines.start();
    while (at < lines.end() && DecimalParser.isBlank(lines.buffer()[at])) {
      at++;
    }
    return lines.end() - at > 4
        && LineReader.text(lines.buffer(), at, at + 4).matches("(?i)VEC[123]");
  }

  private BadFrame endedEarly(String what) {
    return BadFrame.parse(reportDamage().map(why -> what + ": " + why).orElse(what));
  }

  /**
   * The value of Lattice, Properties or pbc. Another spelling ({@code lattice}, {@code PBC}) counts
   * if its value has the right form; ASE would overlook it and lose the cell.
   */
  private Optional<String> structural(ExtxyzComment comment, String key) throws BadFrame {
    Optional<String> exact = comment.take(key);
    Optional<String> other = comment.otherSpelling(key);
    if (exact.isPresent() || other.isEmpty()) {
      return exact;
    }
    Optional<String> value = comment.peek(other.get());
    boolean fits =
        switch (key) {
          case ExtxyzKeys.LATTICE -> value.filter(v -> isNineNumbers(v)).isPresent();
          case ExtxyzKeys.PBC -> value.filter(v -> flags(v).isPresent()).isPresent();
          default -> value.filter(v -> v.contains(":")).isPresent();
        };
    return fits ? comment.take(other.get()) : Optional.empty();
  }

  private boolean isNineNumbers(String text) {
    try {
      return labels.numbers("", text).length == 9;
    } catch (BadFrame e) {
      return false;
    }
  }

  private Cell cell(Optional<String> lattice, double factor) throws BadFrame {
    if (lattice.isEmpty()) {
      return Cell.NONE;
    }
    double[] h = labels.numbers(ExtxyzKeys.LATTICE, lattice.get());
    if (h.length != 9) {
      throw BadFrame.parse("Lattice has " + h.length + " numbers, 9 are needed");
    }
    for (int i = 0; i < 9; i++) {
      h[i] *= factor;
    }
    return Cell.of(h);
  }

  private static Periodicity pbc(Optional<String> text, boolean hasLattice) throws BadFrame {
    if (text.isEmpty()) {
      return hasLattice ? Periodicity.ALL : Periodicity.NONE;
    }
    return flags(text.get())
        .orElseThrow(() -> BadFrame.parse("pbc is \"" + text.get() + "\", expected as \"T T F\""));
  }

  private static Optional<Periodicity> flags(String text) {
    var words = ExtxyzLabels.words(text);
    if (words.size() != 1 && words.size() != 3) {
      return Optional.empty();
    }
    boolean[] periodic = new boolean[3];
    for (int k = 0; k < 3; k++) {
      switch (words.get(words.size() == 1 ? 0 : k)) {
        case "T", "True", "true", "TRUE", "1" -> periodic[k] = true;
        case "F", "False", "false", "FALSE", "0" -> periodic[k] = false;
        default -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(new Periodicity(periodic[0], periodic[1], periodic[2]));
  }
}
