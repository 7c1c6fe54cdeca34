package org.quarry.selection;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.quarry.parameters.Parameters;

/**
 * Divides a data set into training, validation and test side.
 *
 * <p>A row's side is a function of the seed and of its key alone, so it stays where it is as the
 * data set grows. The key is the row's group, or its id where it has none: frames of a group never
 * straddle sides. The key is hashed to u in [0, 1); u &lt; test goes to the test side and u ≥ 1 −
 * validation to the validation side, so that changing one share leaves the other side alone.
 *
 * <p>A published split comes first. What was published as test or validation stays there; what was
 * published as training is never tested on, but gives the validation side its share.
 *
 * @param seed any number
 * @param validation share of the validation side, in [0, 1)
 * @param test share of the test side, in [0, 1), their sum below 1
 */
public record Split(long seed, double validation, double test) implements Parameters, Serializable {
  public Split {
    if (!(validation >= 0 && test >= 0 && validation + test < 1)) {
      throw new IllegalArgumentException(
          "shares of validation and test must be at least 0 and leave something to train on, got "
              + validation
              + " and "
              + test);
    }
  }

  @Override
  public String name() {
    return "split";
  }

  @Override
  public Map<String, Object> toMap() {
    return Map.of("seed", seed, "validation", validation, "test", test);
  }

  /** The side of a row without a published one. */
  public Side side(String key) {
    double u = unit(key);
    return u < test ? Side.TEST : u >= 1 - validation ? Side.VALIDATION : Side.TRAIN;
  }

  /**
   * The side of a row that may have a published one.
   *
   * @param published the row's own, or if it has none its group's ({@link #strongest})
   */
  public Side side(Optional<Side> published, String key) {
    if (published.isEmpty()) {
      return side(key);
    }
    if (published.get() != Side.TRAIN) {
      return published.get();
    }
    return unit(key) >= 1 - validation / (1 - test) ? Side.VALIDATION : Side.TRAIN;
  }

  /**
   * The side that rows without a published one inherit from their group: test before validation
   * before training, so that no relative of a test frame is trained on.
   */
  public static Side strongest(Side a, Side b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  /**
   * Sides of exact size, for a data set that does not grow: groups in the order of their hash fill
   * the test side, then the validation side; a group that would overfill a side is passed over.
   * With groups of one row the sizes are exactly round(share·rows), else at most that. Adding a
   * group may move others.
   *
   * @param sizes how many rows each key has
   */
  public Map<String, Side> exact(Map<String, Integer> sizes) {
    long rows = 0;
    for (int size : sizes.values()) {
      rows += size;
    }
    List<String> keys = new ArrayList<>(sizes.keySet());
    keys.sort(Comparator.comparingDouble(this::unit).thenComparing(Comparator.naturalOrder()));
    long testRoom = Math.round(test * rows);
    long validationRoom = Math.round(validation * rows);
    Map<String, Side> sides = new HashMap<>();
    for (String key : keys) {
      int size = sizes.get(key);
      if (size <= testRoom) {
        testRoom -= size;
        sides.put(key, Side.TEST);
      } else if (size <= validationRoom) {
        validationRoom -= size;
        sides.put(key, Side.VALIDATION);
      } else {
        sides.put(key, Side.TRAIN);
      }
    }
    return Map.copyOf(sides);
  }

  /** The key's place in [0, 1): the first 53 bits of the SHA-256 of {@code seed/key}. */
  private double unit(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((seed + "/" + key).getBytes(StandardCharsets.UTF_8));
      long bits = 0;
      for (int i = 0; i < 8; i++) {
        bits = bits << 8 | (digest[i] & 0xff);
      }
      return (bits >>> 11) * 0x1p-53;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
