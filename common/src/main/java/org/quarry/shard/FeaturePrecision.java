package org.quarry.shard;

/** How wide a shard stores its per-atom vectors. */
public enum FeaturePrecision {
  FLOAT32(Float.BYTES),
  FLOAT64(Double.BYTES);

  private final int bytes;

  FeaturePrecision(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes a number takes. */
  public int bytes() {
    return bytes;
  }
}
