package org.quarry.network.potential;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Where each named parameter matrix of a network lies in one flat vector, row-major one after
 * another, and how it starts. One vector is what an updater, an average over workers and a file
 * want; matrices are what a network wants.
 *
 * <p>Names are words with dots, as {@code interaction1.filter1.weight}, without underscores.
 */
public final class ParameterLayout {
  private final Map<String, Slice> slices;
  private final int size;

  private ParameterLayout(Map<String, Slice> slices, int size) {
    this.slices = Collections.unmodifiableMap(new LinkedHashMap<>(slices));
    this.size = size;
  }

  /** An empty layout to be filled. */
  public static Builder builder() {
    return new Builder();
  }

  /** Number of parameters. */
  public int size() {
    return size;
  }

  /** All slices in the order of the vector. */
  public Collection<Slice> slices() {
    return slices.values();
  }

  /**
   * The slice of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Slice slice(String name) {
    Slice slice = slices.get(name);
    if (slice == null) {
      throw new IllegalArgumentException("no parameters \"" + name + "\" among " + slices.keySet());
    }
    return slice;
  }

  /** Starting values, a function of the seed alone. */
  public double[] initial(long seed) {
    Random random = new Random(seed);
    double[] values = new double[size];
    for (Slice slice : slices.values()) {
      for (int i = 0; i < slice.size(); i++) {
        values[slice.offset() + i] =
            switch (slice.start()) {
              case ZERO -> 0;
              case NORMAL -> random.nextGaussian();
              case XAVIER ->
                  (2 * random.nextDouble() - 1) * Math.sqrt(6.0 / (slice.rows() + slice.columns()));
            };
      }
    }
    return values;
  }

  /** How parameters start. */
  public enum Start {
    ZERO,
    /** Standard normal: embeddings. */
    NORMAL,
    /** Uniform in ±√(6/(rows + columns)) (Glorot and Bengio 2010): weights. */
    XAVIER
  }

  /**
   * A matrix within the vector.
   *
   * @param offset place of its first entry
   */
  public record Slice(String name, int offset, int rows, int columns, Start start) {
    public int size() {
      return rows * columns;
    }
  }

  /** Collects matrices. */
  public static final class Builder {
    private final Map<String, Slice> slices = new LinkedHashMap<>();
    private int size;

    private Builder() {}

    /**
     * Adds a matrix.
     *
     * @throws IllegalArgumentException if the name is taken or has an underscore, or the matrix
     *     would be empty
     */
    public Builder matrix(String name, int rows, int columns, Start start) {
      if (name.contains("_") || slices.containsKey(name) || rows < 1 || columns < 1) {
        throw new IllegalArgumentException(
            "cannot add parameters \"" + name + "\" of " + rows + " × " + columns);
      }
      slices.put(name, new Slice(name, size, rows, columns, start));
      size += rows * columns;
      return this;
    }

    /** Adds {@code name.weight}, inputs × outputs, and {@code name.bias}, 1 × outputs. */
    public Builder dense(String name, int inputs, int outputs) {
      matrix(name + Weights.WEIGHT, inputs, outputs, Start.XAVIER);
      return matrix(name + Weights.BIAS, 1, outputs, Start.ZERO);
    }

    public ParameterLayout build() {
      return new ParameterLayout(slices, size);
    }
  }
}
