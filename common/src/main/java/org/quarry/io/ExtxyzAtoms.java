package org.quarry.io;

import java.util.Arrays;
import org.quarry.atoms.Element;

/**
 * The atom lines of one frame, parsed from bytes into flat arrays. A workspace of one thread; its
 * arrays are reused while frames keep their number of atoms.
 */
final class ExtxyzAtoms {
  /** Arrays grow to the announced count only as lines come: a count may be a lie. */
  private static final int FIRST_CAPACITY = 1 << 14;

  /** Atomic number by the two letters of a symbol, 0 for none. */
  private static final byte[] BY_LETTERS = byLetters();

  private final DecimalParser decimal = new DecimalParser();
  private final double[] vector = new double[6];
  private int[] atomicNumbers = new int[0];
  private double[] positions = new double[0];
  private double[] forces = new double[0];
  private boolean withForces;
  private int announced;
  private int size;
  private int unnamed;

  /** Makes room for a frame. */
  void begin(int atoms, ExtxyzColumns columns) {
    announced = atoms;
    size = 0;
    unnamed = 0;
    withForces = columns.hasForces;
    resize(atoms == atomicNumbers.length ? atoms : Math.min(atoms, FIRST_CAPACITY));
  }

  private void resize(int capacity) {
    if (atomicNumbers.length != capacity) {
      atomicNumbers = Arrays.copyOf(atomicNumbers, capacity);
      positions = Arrays.copyOf(positions, 3 * capacity);
    }
    if (withForces && forces.length != 3 * capacity) {
      forces = Arrays.copyOf(forces, 3 * capacity);
    }
  }

  int size() {
    return size;
  }

  /** Columns of the first atom beyond those that a frame without Properties has. */
  int unnamed() {
    return unnamed;
  }

  /** The atomic numbers, once every atom is there. */
  int[] atomicNumbers() {
    return atomicNumbers;
  }

  double[] positions() {
    return positions;
  }

  double[] forces() {
    return forces;
  }

  /** Parses the reader's current line as one more atom. */
  void add(LineReader line, ExtxyzColumns columns) throws BadFrame {
    int z = parse(line, columns);
    if (size == atomicNumbers.length) {
      resize((int) Math.min(announced, 2L * size));
    }
    atomicNumbers[size] = z;
    for (int k = 0; k < 3; k++) {
      positions[3 * size + k] = vector[k];
    }
    if (withForces) {
      for (int k = 0; k < 3; k++) {
        forces[3 * size + k] = vector[3 + k];
      }
    }
    size++;
  }

  /** Whether the reader's current line could be an atom line with these columns. */
  boolean fits(LineReader line, ExtxyzColumns columns) {
    try {
      parse(line, columns);
      return true;
    } catch (BadFrame e) {
      return false;
    }
  }

  /** Parses a line into {@link #vector} and returns the atomic number. */
  private int parse(LineReader line, ExtxyzColumns columns) throws BadFrame {
    byte[] text = line.buffer();
    int end = line.end();
    byte[] roles = columns.roles;
    int fromSymbol = -1;
    int fromNumber = -1;
    int at = line.start();
    for (int column = 0; column < roles.length; column++) {
      while (at < end && DecimalParser.isBlank(text[at])) {
        at++;
      }
      if (at == end) {
        throw BadFrame.parse(
            "line " + line.number() + " has " + column + " of " + roles.length + " columns");
      }
      int role = roles[column];
      if (role >= ExtxyzColumns.POSITION) {
        double x = decimal.parse(text, at, end);
        if (Double.isNaN(x)) {
          throw badNumber(line, at, role);
        }
        vector[role - ExtxyzColumns.POSITION] = x;
        at = decimal.end();
      } else {
        int from = at;
        while (at < end && !DecimalParser.isBlank(text[at])) {
          at++;
        }
        if (role == ExtxyzColumns.SPECIES) {
          fromSymbol = element(line, from, at);
        } else if (role == ExtxyzColumns.ATOMIC_NUMBER) {
          fromNumber = integer(text, from, at);
          if (fromNumber < 1 || fromNumber > 118) {
            throw unknownElement(line, from, at);
          }
        }
      }
    }
    if (!columns.open || size == 0) {
      int surplus = surplus(line, at);
      if (!columns.open && surplus > 0) {
        throw BadFrame.quality(
            roles.length
                + " columns announced, "
                + (roles.length + surplus)
                + " present in line "
                + line.number());
      }
      unnamed = surplus;
    }
    if (fromSymbol > 0 && fromNumber > 0 && fromSymbol != fromNumber) {
      throw BadFrame.quality(
          "species "
              + Element.of(fromSymbol)
              + " but Z "
              + fromNumber
              + " in line "
              + line.number());
    }
    return Math.max(fromSymbol, fromNumber);
  }

  /** How many columns follow. */
  private static int surplus(LineReader line, int from) {
    byte[] text = line.buffer();
    int columns = 0;
    boolean blank = true;
    for (int at = from; at < line.end(); at++) {
      boolean nowBlank = DecimalParser.isBlank(text[at]);
      columns += blank && !nowBlank ? 1 : 0;
      blank = nowBlank;
    }
    return columns;
  }

  private BadFrame badNumber(LineReader line, int from, int role) {
    String word = word(line, from);
    return BadFrame.parse(
        (role >= ExtxyzColumns.FORCE ? "force" : "position")
            + " of atom "
            + size
            + " is \""
            + word
            + "\", no finite number"
            + (word.matches("[-+0-9.]+,[0-9eE.+-]+") ? ExtxyzLabels.COMMA_HINT : "")
            + ", in line "
            + line.number());
  }

  private static BadFrame unknownElement(LineReader line, int from, int to) {
    String word = LineReader.text(line.buffer(), from, Math.min(to, from + 40));
    return BadFrame.quality("unknown element \"" + word + "\" in line " + line.number());
  }

  private static String word(LineReader line, int from) {
    int to = from;
    while (to < line.end() && to < from + 40 && !DecimalParser.isBlank(line.buffer()[to])) {
      to++;
    }
    return LineReader.text(line.buffer(), from, to);
  }

  /** {@code Si}, {@code SI}, {@code Fe1} or {@code 14}. */
  private static int element(LineReader line, int from, int to) throws BadFrame {
    byte[] text = line.buffer();
    int letters = from;
    while (letters < to && isLetter(text[letters])) {
      letters++;
    }
    int z = 0;
    if (letters == from) {
      z = integer(text, from, to);
    } else if (letters <= from + 2 && (letters == to || integer(text, letters, to) >= 0)) {
      int second = letters == from + 2 ? text[from + 1] | 0x20 : 0;
      z = BY_LETTERS[(text[from] & ~0x20) << 7 | second];
    }
    if (z < 1 || z > 118) {
      throw unknownElement(line, from, to);
    }
    return z;
  }

  private static boolean isLetter(byte c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  /** Up to six digits as a number; −1 for anything else. */
  private static int integer(byte[] text, int from, int to) {
    int value = 0;
    for (int at = from; at < to; at++) {
      if (text[at] < '0' || text[at] > '9' || at - from > 5) {
        return -1;
      }
      value = 10 * value + (text[at] - '0');
    }
    return to > from ? value : -1;
  }

  private static byte[] byLetters() {
    byte[] numbers = new byte[1 << 14];
    for (int z = 1; z <= 118; z++) {
      String symbol = Element.of(z).symbol();
      int second = symbol.length() == 2 ? symbol.charAt(1) : 0;
      numbers[symbol.charAt(0) << 7 | second] = (byte) z;
    }
    return numbers;
  }
}
