package org.quarry.spark.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.quarry.fixtures.LocalSpark;
import org.quarry.network.training.BatchAssembler;
import org.quarry.network.training.BatchPlan;
import org.quarry.network.training.ShardSet;
import org.quarry.network.training.TrainingEngine;
import org.quarry.network.training.TrainingException;
import org.quarry.network.training.TrainingInputException;
import org.quarry.shard.ShardException;

class TrainingModeIT {
  private final JavaSparkContext spark =
      JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());

  @Test
  void oneWorkerTrainsInThisProcess() {
    for (TrainingMode mode : TrainingMode.values()) {
      assertSame(
          TrainingEngine.local().getClass(), mode.engine(spark, 1, 16).getClass(), mode.text());
    }
  }

  @Test
  void eachModeHasItsEngine() {
    assertEquals(
        List.of(ParameterAveraging.class, SynchronousGradients.class, GradientSharing.class),
        Stream.of(TrainingMode.values())
            .map(mode -> mode.engine(spark, 2, 16).getClass())
            .toList());
  }

  /** There are two. */
  @Test
  void sharingOnTooFewCoresEndsWithOneLine() {
    Molecules molecules = new Molecules(5, 4, DataType.FLOAT);
    TrainingException e =
        assertThrows(
            TrainingException.class,
            () ->
                TrainingMode.SHARING
                    .engine(spark, 3, 16)
                    .fit(molecules.schNet(4, 1, 4), Molecules.round(6, 2), molecules));
    assertEquals(
        "gradient sharing needs a core for each of its 3 workers, and there are fewer",
        e.getMessage());
  }

  /** Whichever way workers train; tasks in barrier mode do not say what they died of. */
  @ParameterizedTest
  @EnumSource(names = {"AVERAGING", "GRADIENTS"})
  void aShardThatAWorkerFindsDamagedIsBadInput(TrainingMode mode) {
    Molecules molecules = new Molecules(5, 4, DataType.FLOAT);
    TrainingInputException e =
        assertThrows(
            TrainingInputException.class,
            () ->
                mode.engine(spark, 2, 16)
                    .fit(molecules.schNet(4, 1, 4), Molecules.round(6, 2), new Damaged()));
    assertEquals("train-00000.arrow is cut", e.getMessage());
    assertTrue(Failures.shard(e).isPresent());
  }

  private static final class Damaged implements BatchAssembler {
    private static final long serialVersionUID = 1L;

    @Override
    public ShardSet shards() {
      throw new UnsupportedOperationException("no engine asks");
    }

    @Override
    public MultiDataSet assemble(BatchPlan plan) throws IOException {
      throw new ShardException("train-00000.arrow is cut");
    }
  }
}
