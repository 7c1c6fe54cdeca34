package org.quarry.network.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.quarry.shard.Shard;
import org.quarry.shard.ShardEntry;
import org.quarry.shard.ShardReader;
import org.quarry.shard.ShardSetup;

/**
 * The shards that this process has in memory, those used last first. Together they take at most a
 * third of the heap, but at least one stays.
 */
final class ShardStore {
  private static final ShardStore SHARED = new ShardStore(Runtime.getRuntime().maxMemory() / 3);

  private final long limit;
  private final Map<String, Shard> shards = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<String, Long> sizes = new LinkedHashMap<>();
  private long total;

  ShardStore(long limit) {
    this.limit = limit;
  }

  /** The store of this process. */
  static ShardStore shared() {
    return SHARED;
  }

  /** A shard, verified and read if it is not in memory. Content, not name, tells shards apart. */
  synchronized Shard get(Path folder, ShardSetup setup, ShardEntry entry) throws IOException {
    Shard known = shards.get(entry.sha256());
    if (known != null) {
      return known;
    }
    long size = entry.bytes();
    var oldest = shards.entrySet().iterator();
    while (total + size > limit && oldest.hasNext()) {
      total -= sizes.remove(oldest.next().getKey());
      oldest.remove();
    }
    Shard shard = ShardReader.read(folder, setup, entry);
    shards.put(entry.sha256(), shard);
    sizes.put(entry.sha256(), size);
    total += size;
    return shard;
  }
}
