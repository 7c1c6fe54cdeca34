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
  private final Dataset<Row> rows; // id, score

  private ScoredRows(Dataset<Row> rows) {
    this.rows = rows;
  }

  /**
   * Rows with a column of ids and one of scores, neither null. They are passed over several times:
   * persist what is dear to compute.
   */
  public static ScoredRows of(Dataset<Row> rows, Column id, Column score) {
    return new ScoredRows(rows.select(id, score));
  }

  @Override
  public long count() {
    return rows.count();
  }

  /** Most passes look at scores alone; those read no ids and make no objects. */
  @Override
  public long[] histogram(RadixSearch search) {
    JavaRDD<long[]> histograms =
        search.countsScores()
            ? rows.select(rows.col(rows.columns()[1]))
                .queryExecution()
                .toRdd()
                .toJavaRDD()
                .mapPartitions(
                    scores -> {
                      long[] histogram = new long[RadixSearch.RADIX];
                      while (scores.hasNext()) {
                        search.countScore(scores.next().getDouble(0), histogram);
                      }
                      return List.of(histogram).iterator();
                    })
            : scored()
                .mapPartitions(
                    scored -> {
                      long[] histogram = new long[RadixSearch.RADIX];
                      scored.forEachRemaining(row -> search.count(row, histogram));
                      return List.of(histogram).iterator();
                    });
    return histograms.treeReduce(ScoredRows::sum);
  }

  @Override
  public List<Scored> matching(RadixSearch search) {
    return scored().filter(search::matches).collect();
  }

  private JavaRDD<Scored> scored() {
    return rows.toJavaRDD().map(row -> new Scored(row.getDouble(1), row.getString(0)));
  }

  private static long[] sum(long[] a, long[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] += b[i];
    }
    return a;
  }
}
