package org.quarry.spark;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.quarry.selection.RadixSearch;
import org.quarry.selection.Scored;
import org.quarry.selection.TopK;

/**
 * A distributed ranking, of which {@link TopK} finds the first k: each pass sends one histogram a
 * task towards the driver, never the rows.
 */
public final class ScoredRows implements TopK.Rows {
  private final JavaRDD<Scored> rows;

  private ScoredRows(JavaRDD<Scored> rows) {
    this.rows = rows;
  }

  /** Rows with a column of ids and one of scores; they are passed over several times. */
  public static ScoredRows of(Dataset<Row> rows, Column id, Column score) {
    return new ScoredRows(
        rows.select(id, score)
            .toJavaRDD()
            .map(row -> new Scored(row.getDouble(1), row.getString(0))));
  }

  @Override
  public long count() {
    return rows.count();
  }

  @Override
  public long[] histogram(RadixSearch search) {
    return rows.mapPartitions(
            scored -> {
              long[] histogram = new long[RadixSearch.RADIX];
              scored.forEachRemaining(row -> search.count(row, histogram));
              return List.of(histogram).iterator();
            })
        .treeReduce(ScoredRows::sum);
  }

  @Override
  public List<Scored> matching(RadixSearch search) {
    return rows.filter(search::matches).collect();
  }

  private static long[] sum(long[] a, long[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] += b[i];
    }
    return a;
  }
}
