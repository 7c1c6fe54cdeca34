package org.quarry.potential;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The numbers of a three-body potential for one triplet of labels, in the order of LAMMPS' files.
 */
interface TripletEntry {
  /** The distance in Å from which on a pair of this entry does not act. */
  double cutoff();

  /** The numbers under their names, for the canonical text. */
  Map<String, Object> toMap();

  /** Names, separated by blanks, with as many values. */
  static Map<String, Object> map(String names, Object... values) {
    String[] name = names.split(" ", -1);
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      map.put(name[i], values[i]);
    }
    return map;
  }

  /**
   * Refuses numbers that are negative or not finite.
   *
   * @param names of the numbers, separated by blanks
   */
  static void requireNotNegative(String names, double... values) {
    String[] name = names.split(" ", -1);
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] >= 0 && values[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(name[i] + " must not be negative, got " + values[i]);
      }
    }
  }

  /** The exponent of a bond order's stretch as a file has it, 1.0 or 3.0. */
  static int exponent(String name, double value) {
    if (value != (int) value) {
      throw new IllegalArgumentException(name + " must be 1 or 3, got " + value);
    }
    return (int) value;
  }

  /** Refuses exponents that the kernel has no power for. */
  static void requireOneOrThree(String name, int value) {
    if (value != 1 && value != 3) {
      throw new IllegalArgumentException(name + " must be 1 or 3, got " + value);
    }
  }
}
