package org.quarry.lake;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.conv;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_json;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Names a set of rows by content, whatever their order and partitioning: two sums of 60 bits of
 * each row's SHA-256, and the count.
 */
public final class Fingerprint {
  private static final int HEX_DIGITS =
      15; // 60 bits fit conv(); the sums are decimals and do not wrap

  private Fingerprint() {}

  /** The fingerprint of some columns of the rows, 16 hexadecimal digits. */
  public static String of(Dataset<Row> rows, String... columns) {
    Column[] named = Arrays.stream(columns).map(name -> col(name)).toArray(Column[]::new);
    Column digest = sha2(to_json(struct(named)), 256);
    Row sums =
        rows.select(digest.as("digest"))
            .agg(
                count(lit(1)),
                coalesce(sum(part(1)), lit(0)).cast("string"),
                coalesce(sum(part(1 + HEX_DIGITS)), lit(0)).cast("string"))
            .first();
    return ofText(String.join("|", columns), sums.get(0) + "|" + sums.get(1) + "|" + sums.get(2));
  }

  /** One fingerprint for several, in order. */
  public static String ofAll(List<String> fingerprints) {
    return ofText(fingerprints.toArray(String[]::new));
  }

  /** The fingerprint of texts: 16 hexadecimal digits of their SHA-256. */
  public static String ofText(String... texts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String text : texts) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private static Column part(int from) {
    return conv(substring(col("digest"), from, HEX_DIGITS), 16, 10).cast("decimal(20,0)");
  }
}
