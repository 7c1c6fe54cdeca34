package org.quarry.network.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.quarry.shard.SampleKind;
import org.quarry.shard.Shard;

/**
 * Deals the rows of a training split into minibatches, anew for each epoch, as a function of the
 * seed and the epoch alone.
 *
 * <p>Shards are shuffled and taken a few at a time, so that a worker needs few in memory; their
 * rows are shuffled together. Every minibatch of such a window has the same size and, where there
 * are both kinds of rows, the same number of each: an epoch is a pass over the more numerous kind,
 * the other one is dealt again and again.
 */
public final class BatchPlanner {
  private static final int WINDOW = 4;

  private final int batchSize;
  private final double eipShare;
  private final long seed;
  private final List<int[]> dft = new ArrayList<>(); // rows by shard
  private final List<int[]> eip = new ArrayList<>();

  /** Reads which rows of each shard are of which kind. */
  BatchPlanner(ShardSet shards, TrainingParameters parameters, Learner learner) throws IOException {
    this.eipShare = parameters.eipShare();
    this.seed = parameters.seed();
    for (int s = 0; s < shards.entries().size(); s++) {
      Shard shard = shards.shard(s);
      List<Integer> labelled = new ArrayList<>();
      List<Integer> unlabelled = new ArrayList<>();
      for (int r = 0; r < shard.rows(); r++) {
        int row = r;
        learner
            .kind(shard, r)
            .ifPresent(kind -> (kind == SampleKind.DFT ? labelled : unlabelled).add(row));
      }
      dft.add(labelled.stream().mapToInt(i -> i).toArray());
      eip.add(unlabelled.stream().mapToInt(i -> i).toArray());
    }
    int rows = Stream.concat(dft.stream(), eip.stream()).mapToInt(some -> some.length).sum();
    if (rows == 0) {
      throw new TrainingInputException(shards.folder() + " holds no rows to train on");
    }
    this.batchSize = Math.min(parameters.batchSize(), rows);
  }

  /** The rows with first-principles energies, see {@link #inOrder}. */
  static List<BatchPlan> labelled(ShardSet shards, int aboutAtoms) throws IOException {
    return inOrder(shards, aboutAtoms, (shard, row) -> shard.kind(row) == SampleKind.DFT);
  }

  /**
   * Some rows in order, cut into batches of about so many atoms: what a network is validated on.
   *
   * @param wanted by shard and row
   */
  static List<BatchPlan> inOrder(
      ShardSet shards, int aboutAtoms, BiPredicate<Shard, Integer> wanted) throws IOException {
    List<BatchPlan> batches = new ArrayList<>();
    List<int[]> taken = new ArrayList<>();
    int atoms = 0;
    for (int s = 0; s < shards.entries().size(); s++) {
      Shard shard = shards.shard(s);
      for (int row = 0; row < shard.rows(); row++) {
        if (wanted.test(shard, row)) {
          taken.add(new int[] {s, row});
          atoms += shard.size(row);
          if (atoms >= aboutAtoms) {
            batches.add(plan(taken));
            taken.clear();
            atoms = 0;
          }
        }
      }
    }
    if (!taken.isEmpty()) {
      batches.add(plan(taken));
    }
    return batches;
  }

  private static BatchPlan plan(List<int[]> rows) {
    return new BatchPlan(
        rows.stream().mapToInt(row -> row[0]).toArray(),
        rows.stream().mapToInt(row -> row[1]).toArray());
  }

  /** The minibatches of an epoch. */
  public List<BatchPlan> epoch(int epoch) {
    Random random = new Random(seed * 1_000_003 + epoch);
    int[] order = new int[dft.size()];
    for (int s = 0; s < order.length; s++) {
      order[s] = s;
    }
    shuffle(order, random);
    List<BatchPlan> batches = new ArrayList<>();
    for (int first = 0; first < order.length; first += WINDOW) {
      int last = Math.min(order.length, first + WINDOW);
      deal(
          new Deck(dft, order, first, last, random),
          new Deck(eip, order, first, last, random),
          batches);
    }
    return batches;
  }

  private void deal(Deck labelled, Deck unlabelled, List<BatchPlan> batches) {
    int empirical = 0;
    if (unlabelled.size() > 0) {
      empirical = batchSize;
      if (labelled.size() > 0) {
        int wanted = (int) Math.round(batchSize * eipShare);
        empirical = Math.max(Math.min(wanted, batchSize - 1), Math.min(1, batchSize - 1));
      }
    }
    int first = batchSize - empirical;
    int count = Math.max(labelled.batches(first), unlabelled.batches(empirical));
    for (int b = 0; b < count; b++) {
      int[] shards = new int[batchSize];
      int[] rowsOf = new int[batchSize];
      for (int i = 0; i < batchSize; i++) {
        long card = (i < first ? labelled : unlabelled).next();
        shards[i] = (int) (card >>> 32);
        rowsOf[i] = (int) card;
      }
      batches.add(new BatchPlan(shards, rowsOf));
    }
  }

  private static void shuffle(int[] values, Random random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int held = values[i];
      values[i] = values[j];
      values[j] = held;
    }
  }

  /** Rows of one kind, dealt in random order, shuffled again whenever they run out. */
  private static final class Deck {
    private final long[] cards;
    private final Random random;
    private int next;

    Deck(List<int[]> rows, int[] order, int first, int last, Random random) {
      this.random = random;
      int n = 0;
      for (int k = first; k < last; k++) {
        n += rows.get(order[k]).length;
      }
      cards = new long[n];
      n = 0;
      for (int k = first; k < last; k++) {
        for (int row : rows.get(order[k])) {
          cards[n++] = (long) order[k] << 32 | row;
        }
      }
      shuffle();
    }

    int size() {
      return cards.length;
    }

    int batches(int perBatch) {
      return perBatch == 0 ? 0 : (cards.length + perBatch - 1) / perBatch;
    }

    long next() {
      if (next == cards.length) {
        shuffle();
        next = 0;
      }
      return cards[next++];
    }

    private void shuffle() {
      for (int i = cards.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        long held = cards[i];
        cards[i] = cards[j];
        cards[j] = held;
      }
    }
  }
}
