package org.quarry.network.autograd;

/**
 * The arithmetic under a {@link Tape}: all that another library, or another processor, has to offer
 * so that every network runs on it. {@link Nd4jEngine} is the first one, {@link HostEngine} the one
 * for the host's processor.
 *
 * <p>Every operation writes all of an output that it is given; shapes have been checked by the
 * caller. Unless said otherwise an output must not share memory with an input. The same calls in
 * the same order give the same bits for a number of threads. An engine keeps freed memory for later
 * arrays and belongs to one thread.
 */
public interface ArrayEngine {
  /** Format of the numbers in every array of this engine. */
  Precision precision();

  /** An array with undefined content, to be given back by {@link #free}. */
  Array allocate(int rows, int columns);

  /** Takes back the memory of an array from {@link #allocate}; its views die with it. */
  void free(Array array);

  /** Entries {@code offset} to {@code offset + rows·columns} of an array, sharing its memory. */
  Array view(Array array, long offset, int rows, int columns);

  /** Copies numbers into an array. */
  void write(double[] values, Array out);

  /** Copies an array's numbers out. */
  double[] read(Array array);

  /** out = value everywhere. */
  void fill(Array out, double value);

  /** out = x, of the same size. */
  void copy(Array x, Array out);

  /** out = scale · x + shift; in place where out is x. */
  void affine(Array x, double scale, double shift, Array out);

  /** out = f(x) entry by entry. */
  void apply(UnaryFunction function, Array x, Array out);

  /**
   * out = f(a, b) entry by entry. {@code a} has the shape of {@code out}; {@code b} too, or it is a
   * row, a column or a single number that stands for all rows, columns or entries. In place where
   * out is a.
   */
  void combine(BinaryFunction function, Array a, Array b, Array out);

  /** out = x, a row, a column or a single number, repeated to the shape of out. */
  void broadcast(Array x, Array out);

  /**
   * y = ln(1 + eˣ) + shift and slope = dy/dx = 1/(1 + e⁻ˣ), at once; {@code y} may be {@code x}.
   */
  void softplus(Array x, double shift, Array y, Array slope);

  /**
   * y = x σ(x) and slope = dy/dx = σ(x) (1 + x (1 − σ(x))), at once; {@code y} may be {@code x}.
   */
  void silu(Array x, Array y, Array slope);

  /** out = op(a) · op(b) + β · out, where op transposes where told to. */
  void multiply(Array a, Layout layoutA, Array b, Layout layoutB, double beta, Array out);

  /** out[0, c] = Σ_r x[r, c]. */
  void sumRows(Array x, Array out);

  /** out[r, 0] = Σ_c x[r, c]. */
  void sumColumns(Array x, Array out);

  /** out[e] = x[index(e)], row by row. */
  void gather(Array x, RowIndex index, Array out);

  /** out[t] = Σ x[e] over the entries e of target t, ascending; 0 where there is none. */
  void segmentSum(Array x, RowIndex index, Array out);

  /**
   * out[i] = Σ x[j] ⊙ w[p] over the pairs p = (i, j), and out[j] = sign · Σ x[i] ⊙ w[p]: a filter w
   * for each pair acts from either end to the other.
   *
   * <p>Any of the three may hold several blocks of rows below each other, as many as any other: one
   * that holds a single block serves all blocks of the others, and where that is out, it receives
   * their sum.
   */
  void pairSum(Array x, Array w, PairIndex pairs, Parity parity, Array out);

  /**
   * out[p] = a[i] ⊙ b[j] + sign · a[j] ⊙ b[i] for every pair p = (i, j); blocks of rows as with
   * {@link #pairSum}.
   */
  void pairProduct(Array a, Array b, PairIndex pairs, Parity parity, Array out);

  /** Block k of out is x, row by row times column k of w. */
  void outer(Array x, Array w, Array out);

  /** out = Σ_k of block k of y, row by row times column k of w. */
  void outerSum(Array y, Array w, Array out);

  /** Column k of out is the row by row dot product of block k of y with x. */
  void outerDot(Array y, Array x, Array out);

  /**
   * Copies {@code count} columns of x, from column {@code from} on, to those of out from {@code to}
   * on; the other columns of out stay.
   */
  void copyColumns(Array x, int from, Array out, int to, int count);

  /** Whether a factor of a matrix product is used as it lies. */
  enum Layout {
    AS_IS,
    TRANSPOSED;

    Layout flipped() {
      return this == AS_IS ? TRANSPOSED : AS_IS;
    }
  }
}
