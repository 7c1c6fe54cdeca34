package org.quarry.network.training;

import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.quarry.atoms.NeighborList;
import org.quarry.shard.Shard;

/**
 * The pairs that this process has found, a table a shard and cutoff, within a bound of memory.
 *
 * <p>Tables give way to new ones once they have not been asked for during many questions, never
 * before: what does not fit is found anew for each minibatch, which is dearer than looking it up
 * and cheaper than finding whole shards again and again.
 */
final class PairStore {
  private static final PairStore SHARED = new PairStore(Runtime.getRuntime().maxMemory() / 4);

  /** After so many questions for others, a table is not in use. */
  private static final long STALE = 20_000;

  private final long limit;
  private final Map<Key, Slot> slots = new HashMap<>();
  private long total;
  private long questions;

  PairStore(long limit) {
    this.limit = limit;
  }

  /** The store of this process. */
  static PairStore shared() {
    return SHARED;
  }

  private record Key(String sha256, double cutoff) {}

  /** A shard's table, or none where it did not fit, tried again once that is stale. */
  private static final class Slot {
    private final Optional<PairTable> table;
    private long lastUse;

    Slot(Optional<PairTable> table) {
      this.table = table;
    }

    long bytes() {
      return table.map(PairTable::bytes).orElse(0L);
    }
  }

  /** Bytes that all tables take. */
  synchronized long bytes() {
    return total;
  }

  /**
   * A table with the pairs of a row at least.
   *
   * @param neighbors a workspace of the calling thread, which names the cutoff
   */
  PairTable table(ShardSet shards, int index, int row, NeighborList neighbors) throws IOException {
    Shard shard = shards.shard(index);
    Optional<PairTable> kept = kept(shards.entries().get(index).sha256(), shard, neighbors);
    return kept.isPresent()
        ? kept.get()
        : PairTable.find(shard, row, row + 1, neighbors, Long.MAX_VALUE).orElseThrow();
  }

  /** The table of a shard; found now, while other threads wait, if it is asked for first. */
  private synchronized Optional<PairTable> kept(
      String sha256, Shard shard, NeighborList neighbors) {
    questions++;
    Key key = new Key(sha256, neighbors.cutoff());
    Slot slot = slots.get(key);
    if (slot == null || (slot.table.isEmpty() && stale(slot))) {
      dropStale();
      slot = new Slot(PairTable.find(shard, 0, shard.rows(), neighbors, limit - total));
      slot.lastUse = questions;
      total += slot.bytes();
      slots.put(key, slot);
    } else if (slot.table.isPresent()) {
      slot.lastUse = questions;
    }
    return slot.table;
  }

  private boolean stale(Slot slot) {
    return questions - slot.lastUse >= STALE;
  }

  private void dropStale() {
    Iterator<Slot> all = slots.values().iterator();
    while (all.hasNext()) {
      Slot slot = all.next();
      if (stale(slot)) {
        total -= slot.bytes();
        all.remove();
      }
    }
  }
}
