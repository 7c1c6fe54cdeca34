package org.quarry.atoms;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The content id of a configuration. SHA-256 over, big-endian: a version byte; the atomic numbers
 * (int32, stored order); pbc (three bytes 0 or 1); the nine cell components as floor(x·2²⁴/Å + 1/3)
 * (int64); for each atom three coordinates (int64), along a periodic axis the fractional one as
 * floor(f·2²⁴ + 1/3) mod 2²⁴, along another axis in Å like the cell.
 *
 * <p>The third keeps decimals that people write (0, 1/2, 1/4 …) away from the edge of a bin.
 * Without any periodic axis the coordinates are Cartesian; with some, a coordinate along an axis
 * that does not repeat is f·|vector| in the completed cell, so that wrapping along the others
 * leaves it alone.
 */
final class ContentId {
  private static final byte VERSION = 1;
  private static final double BINS = 1 << 24;

  private ContentId() {}

  static String of(Configuration configuration) {
    int n = configuration.size();
    Periodicity pbc = configuration.pbc();
    ByteBuffer bytes = ByteBuffer.allocate(1 + 4 * n + 3 + 8 * 9 + 8 * 3 * n);
    bytes.put(VERSION);
    for (int i = 0; i < n; i++) {
      bytes.putInt(configuration.atomicNumber(i));
    }
    for (int axis = 0; axis < 3; axis++) {
      bytes.put((byte) (pbc.along(axis) ? 1 : 0));
    }
    for (double component : configuration.cell().toArray()) {
      bytes.putLong(bin(component));
    }
    if (pbc.any()) {
      putMixed(configuration, bytes);
    } else {
      for (double x : configuration.positions()) {
        bytes.putLong(bin(x));
      }
    }
    return "CO_" + HexFormat.of().formatHex(sha256(bytes.array()));
  }

  private static void putMixed(Configuration configuration, ByteBuffer bytes) {
    Cell cell = configuration.cell().completed();
    double[] inverse = cell.inverse();
    for (int i = 0; i < configuration.size(); i++) {
      for (int k = 0; k < 3; k++) {
        double f =
            configuration.position(i, 0) * inverse[k]
                + configuration.position(i, 1) * inverse[3 + k]
                + configuration.position(i, 2) * inverse[6 + k];
        bytes.putLong(
            configuration.pbc().along(k)
                ? Math.floorMod(bin(f), (long) BINS)
                : bin(f * cell.length(k)));
      }
    }
  }

  private static long bin(double x) {
    return (long) Math.floor(x * BINS + 1.0 / 3);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
