package org.quarry.potential;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The tabulated functions of an embedded-atom potential of n labels; the first sample is at density
 * or distance 0.
 */
final class EamTables {
  static final int MIN_SAMPLES = 5; // what the local derivatives need

  final double drho;
  final double dr;
  final double cutoff;

  /** F(ρ) in eV, by label. */
  final double[][] embedding;

  /** The density that label b gives at label a, at index a·n + b. */
  final double[][] density;

  /** r φ(r) in eV Å, at index a·n + b. */
  final double[][] pair;

  /** Takes the arrays over. */
  EamTables(
      double drho,
      double dr,
      double cutoff,
      double[][] embedding,
      double[][] density,
      double[][] pair) {
    if (embedding[0].length < MIN_SAMPLES || pair[0].length < MIN_SAMPLES) {
      throw new IllegalArgumentException(
          "eam tables need at least " + MIN_SAMPLES + " samples of density and distance");
    }
    this.drho = drho;
    this.dr = dr;
    this.cutoff = cutoff;
    this.embedding = embedding;
    this.density = density;
    this.pair = pair;
  }

  /** The SHA-256 of all samples. */
  String digest() {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
    for (double[][] tables : new double[][][] {embedding, density, pair}) {
      for (double[] table : tables) {
        ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * table.length);
        bytes.asDoubleBuffer().put(table);
        digest.update(bytes);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
