package org.quarry.network.training;

import java.util.Arrays;

/**
 * The rows of one minibatch, by shard and row. As text, {@code shard.row} joined by commas, it is
 * what travels to a worker instead of data.
 */
public final class BatchPlan {
  private final int[] shards;
  private final int[] rows;

  BatchPlan(int[] shards, int[] rows) {
    this.shards = shards;
    this.rows = rows;
  }

  /** Number of configurations. */
  public int size() {
    return rows.length;
  }

  int shard(int index) {
    return shards[index];
  }

  int row(int index) {
    return rows[index];
  }

  /** {@code 0.17,0.3,1.25}. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.length; i++) {
      text.append(i == 0 ? "" : ",").append(shards[i]).append('.').append(rows[i]);
    }
    return text.toString();
  }

  /** Reads {@link #toText()}. */
  public static BatchPlan parse(String text) {
    String[] parts = text.split(",", -1);
    int[] shards = new int[parts.length];
    int[] rows = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      int dot = parts[i].indexOf('.');
      shards[i] = Integer.parseInt(parts[i].substring(0, dot));
      rows[i] = Integer.parseInt(parts[i].substring(dot + 1));
    }
    return new BatchPlan(shards, rows);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BatchPlan that
        && Arrays.equals(shards, that.shards)
        && Arrays.equals(rows, that.rows);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shards) + Arrays.hashCode(rows);
  }

  @Override
  public String toString() {
    return toText();
  }
}
