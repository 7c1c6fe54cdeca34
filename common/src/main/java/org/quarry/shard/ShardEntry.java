package org.quarry.shard;

import java.util.Objects;

/**
 * What the manifest says of one shard file.
 *
 * @param file name below the manifest's folder, without a path
 * @param split {@code train}, {@code validation} or {@code test}
 * @param rows configurations
 * @param atoms atoms of all of them
 * @param dftRows rows whose energy is a first-principles one
 * @param bytes length of the file
 * @param sha256 checksum of the file, 64 hexadecimal digits
 */
public record ShardEntry(
    String file, String split, int rows, long atoms, int dftRows, long bytes, String sha256) {
  public ShardEntry {
    Objects.requireNonNull(split);
    if (!file.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException("\"" + file + "\" is no plain file name");
    }
    if (rows < 1 || atoms < rows || dftRows < 0 || dftRows > rows || bytes < 1) {
      throw new IllegalArgumentException(
          file + ": counts do not fit: " + rows + " rows, " + atoms + " atoms, " + dftRows);
    }
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(file + ": \"" + sha256 + "\" is no SHA-256");
    }
  }

  /** Rows that carry an empirical energy only. */
  public int eipRows() {
    return rows - dftRows;
  }
}
