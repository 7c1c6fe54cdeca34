package org.quarry.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * The columns of an atom line, from {@code Properties=name:type:count:…} with types R, I, S, L. Of
 * interest are {@code species:S:1} or {@code Z:I:1}, {@code pos:R:3} and the forces.
 */
final class ExtxyzColumns {
  /** Without Properties: species x y z, and whatever follows is not announced. */
  private static final String PLAIN = "species:S:1:pos:R:3";

  private static final int MAX_COLUMNS = 100_000;

  static final byte SKIP = 0;
  static final byte SPECIES = 1;
  static final byte ATOMIC_NUMBER = 2;
  static final byte POSITION = 3; // and the two above it: x y z
  static final byte FORCE = 6; // and the two above it

  /** What each column holds; forces only if they are asked for. */
  final byte[] roles;

  /** Whether the line may hold more columns than these. */
  final boolean open;

  final boolean hasForces;

  /** The names of the columns that are not read, separated by blanks; empty for none. */
  final String ignored;

  private ExtxyzColumns(byte[] roles, boolean open, boolean hasForces, String ignored) {
    this.roles = roles;
    this.open = open;
    this.hasForces = hasForces;
    this.ignored = ignored;
  }

  /**
   * The columns that a frame announces.
   *
   * @param properties the value of Properties, if there is one
   * @param forces the name of the column with the forces, if they are wanted
   */
  static ExtxyzColumns of(Optional<String> properties, Optional<String> forces) throws BadFrame {
    String text = properties.orElse(PLAIN);
    String[] part = text.split(":", -1);
    if (part.length % 3 != 0) {
      throw BadFrame.parse("Properties is not made of name:type:count, got " + quote(text));
    }
    List<Byte> roles = new ArrayList<>();
    StringJoiner ignored = new StringJoiner(" ");
    boolean species = false;
    boolean numbers = false;
    boolean position = false;
    boolean force = false;
    for (int i = 0; i < part.length; i += 3) {
      String name = part[i];
      String type = part[i + 1];
      int count = count(part[i + 2], text);
      if (!type.equals("R") && !type.equals("I") && !type.equals("S") && !type.equals("L")) {
        throw BadFrame.parse(
            "Properties: type " + quote(type) + " of " + name + " is none of R, I, S, L");
      }
      if (roles.size() + count > MAX_COLUMNS) {
        throw BadFrame.parse("Properties announces more than " + MAX_COLUMNS + " columns");
      }
      byte role = SKIP;
      int wanted = count;
      if (name.equals("species")) {
        role = SPECIES;
        wanted = 1;
        species = once(species, name);
      } else if (name.equals("Z")) {
        role = ATOMIC_NUMBER;
        wanted = 1;
        numbers = once(numbers, name);
      } else if (name.equals("pos")) {
        role = POSITION;
        wanted = 3;
        position = once(position, name);
      } else if (forces.isPresent() && name.equals(forces.get())) {
        role = FORCE;
        wanted = 3;
        force = once(force, name);
      } else {
        ignored.add(name);
      }
      boolean number = type.equals("R") || type.equals("I");
      if (count != wanted || (role >= POSITION && !number)) {
        throw BadFrame.parse(
            "Properties: " + name + ":" + type + ":" + count + ", expected " + wanted + " numbers");
      }
      for (int k = 0; k < count; k++) {
        roles.add((byte) (role >= POSITION ? role + k : role));
      }
    }
    if (!species && !numbers) {
      throw BadFrame.parse("Properties names neither species nor Z, got " + quote(text));
    }
    if (!position) {
      throw BadFrame.parse("Properties does not name pos, got " + quote(text));
    }
    byte[] plan = new byte[roles.size()];
    for (int i = 0; i < plan.length; i++) {
      plan[i] = roles.get(i);
    }
    return new ExtxyzColumns(plan, properties.isEmpty(), force, ignored.toString());
  }

  private static boolean once(boolean before, String name) throws BadFrame {
    if (before) {
      throw BadFrame.parse("Properties names " + name + " twice");
    }
    return true;
  }

  private static int count(String text, String properties) throws BadFrame {
    try {
      int count = Integer.parseInt(text);
      if (count > 0 && count <= MAX_COLUMNS) {
        return count;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw BadFrame.parse(
        "Properties: " + quote(text) + " is no number of columns in " + quote(properties));
  }

  private static String quote(String text) {
    return '"' + (text.length() > 80 ? text.substring(0, 80) + "…" : text) + '"';
  }
}
