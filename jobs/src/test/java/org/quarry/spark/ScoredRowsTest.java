package org.quarry.spark;

import static org.apache.spark.sql.functions.col;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.quarry.fixtures.LocalSpark;
import org.quarry.selection.Cut;
import org.quarry.selection.Scored;
import org.quarry.selection.TopK;

class ScoredRowsTest {
  @ParameterizedTest
  @ValueSource(strings = {"1 - abs(randn(7)) * 0.1", "round(randn(7), 1)", "-0.0D", "1.5D"})
  void theCutIsTheOneThatSortingFinds(String score) {
    Dataset<Row> rows =
        LocalSpark.session()
            .range(0, 60_000, 1, 5)
            .selectExpr("concat('CO_', sha2(cast(id as string), 256)) id", score + " score")
            .persist();
    try {
      int k = 40_000;
      Cut cut = TopK.cut(ScoredRows.of(rows, col("id"), col("score")), k);

      List<Row> sorted = rows.orderBy(col("score").desc(), col("id")).limit(k).collectAsList();
      Row last = sorted.get(k - 1);
      assertEquals(new Scored(last.getDouble(1), last.getString(0)), cut.last().orElseThrow());
    } finally {
      rows.unpersist();
    }
  }
}
