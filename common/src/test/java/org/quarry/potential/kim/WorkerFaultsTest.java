package org.quarry.potential.kim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Native;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quarry.atoms.Configuration;
import org.quarry.potential.Evaluator;
import org.quarry.potential.NoAnswerException;
import org.quarry.potential.Potential;
import org.quarry.potential.PotentialSpec;

/** Whatever a model does to its process, no other configuration loses its answer. */
class WorkerFaultsTest {
  private static final int COUNT = 12;
  private static final int BAD = 5;

  @TempDir Path folder;

  private static WorkerPool pool(Duration batch) {
    return new WorkerPool(
        FaultyProvider.COMMAND,
        new KimLimits(Duration.ofMinutes(1), batch, Duration.ZERO, 1000),
        2);
  }

  private Potential potential(WorkerPool pool) {
    return KimPotential.of(PotentialSpec.parse("kim:" + folder), pool);
  }

  private static Configuration atom(int z, double x) {
    return Configuration.isolated(new int[] {z}, new double[] {x, 0, 0});
  }

  /** One of a dozen configurations misbehaves; what is said of each. */
  private List<String> answers(int fault, Duration timeout) {
    List<Configuration> all = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      all.add(atom(i == BAD ? fault : FaultyWorker.INNOCENT, i));
    }
    return answers(all, timeout);
  }

  private List<String> answers(List<Configuration> all, Duration timeout) {
    Evaluator evaluator = potential(pool(timeout)).evaluator();
    evaluator.expect(all);
    List<String> answers = new ArrayList<>();
    for (Configuration configuration : all) {
      try {
        evaluator.compute(configuration);
        answers.add("" + (int) evaluator.energy());
      } catch (NoAnswerException e) {
        answers.add(e.getMessage());
      }
    }
    return answers;
  }

  @ParameterizedTest
  @CsvSource({
    FaultyWorker.ABORT + ", 60, has no answer: its process was ended by signal 6",
    FaultyWorker.HANG + ", 1, has no answer: no answer within 1 s",
    FaultyWorker.NAN + ", 60, 'gives no finite energy, force or virial'"
  })
  void onlyTheGuiltyConfigurationHasNoAnswer(int fault, int seconds, String reason) {
    List<String> answers = answers(fault, Duration.ofSeconds(seconds));
    for (int i = 0; i < COUNT; i++) {
      assertEquals(i == BAD ? folder + " " + reason : "" + i, answers.get(i));
    }
  }

  @Test
  void aRefusalIsPassedOn() {
    assertEquals("refused", answers(FaultyWorker.REFUSE, Duration.ofMinutes(1)).get(BAD));
  }

  @Test
  void aWorkerKilledInMidBatchLosesNothing() {
    List<String> answers = answers(FaultyWorker.KILL_ONCE, Duration.ofMinutes(1));
    for (int i = 0; i < COUNT; i++) {
      assertEquals("" + i, answers.get(i));
    }
  }

  /** What is behind the guilty one in a batch was not tried at all when the batch failed. */
  @Test
  void aWorkerKilledBehindAnotherFaultLosesNothing() {
    List<Configuration> all =
        List.of(
            atom(FaultyWorker.INNOCENT, 0),
            atom(FaultyWorker.ABORT, 1),
            atom(FaultyWorker.KILL_ONCE, 2),
            atom(FaultyWorker.INNOCENT, 3));
    List<String> answers = answers(all, Duration.ofMinutes(1));
    assertTrue(answers.get(1).contains("signal 6"));
    assertEquals(List.of("0", "2", "3"), List.of(answers.get(0), answers.get(2), answers.get(3)));
  }

  @Test
  void whatAModelPrintsIsNotTakenForAnAnswer() {
    assertEquals("" + BAD, answers(FaultyWorker.PRINT, Duration.ofMinutes(1)).get(BAD));
  }

  @Test
  void aModelThatCannotBeOpenedIsReported() {
    PotentialSpec deadly = PotentialSpec.parse("kim:" + FaultyWorker.DEADLY);
    WorkerPool pool = pool(Duration.ofMinutes(1));
    String reason =
        assertThrows(IllegalArgumentException.class, () -> KimPotential.of(deadly, pool))
            .getMessage();
    assertTrue(reason.contains("cannot be opened: its process was ended by signal 6"), reason);
    List<KimModel> models = new KimCatalog(pool).list(Set.of());
    assertEquals(2, models.size());
    assertTrue(models.get(0).problem().contains("signal 6"));
    assertEquals("", models.get(1).problem());
  }

  @Test
  void idleWorkersAreUsedAgain() throws WorkerFailure {
    WorkerPool pool = pool(Duration.ofMinutes(1));
    WorkerPool.Key key = new WorkerPool.Key(folder.toString(), Map.of());
    WorkerPool.Lease first = pool.borrow(key);
    pool.giveBack(first);
    WorkerPool.Lease second = pool.borrow(key);
    assertSame(first.worker(), second.worker());
    second.worker().close();
    pool.giveBack(second);
    WorkerPool.Lease third = pool.borrow(key);
    assertTrue(third.worker().isUsable());
    assertFalse(second.worker().isUsable());
    third.worker().close();
  }

  @Test
  void aHangingWorkerEndsWithItsParent() throws IOException, InterruptedException {
    Process worker =
        new ProcessBuilder(FaultyProvider.COMMAND.line())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Message message = new Message();
    assertTrue(message.receive(worker.getInputStream()));
    message.clear().putInt(WorkerLoop.OPEN).putText(folder.toString()).putInt(0);
    message.send(worker.getOutputStream());
    assertTrue(message.receive(worker.getInputStream()));
    message.clear().putInt(WorkerLoop.COMPUTE).putInt(1);
    WorkerLoop.writeConfiguration(atom(FaultyWorker.HANG, 0), message);
    message.send(worker.getOutputStream());
    worker.getOutputStream().close(); // as the system does when we are killed
    assertTrue(worker.waitFor(60, TimeUnit.SECONDS));
  }

  @Test
  void whereOpenKimIsMissingTheMessageSaysWhatToInstall() {
    WorkerPool pool =
        new WorkerPool(
            WorkerCommand.of(MissingLibraryWorker.class, KimWorker.class, Native.class),
            KimLimits.standard(),
            1);
    String reason = assertThrows(KimUnavailableException.class, () -> potential(pool)).getMessage();
    assertTrue(reason.contains("apt-get install libkim-api2 openkim-models"), reason);
    assertTrue(reason.contains("libnowhere"), reason);
  }

  /** A worker on a machine without libkim-api. */
  static final class MissingLibraryWorker {
    private MissingLibraryWorker() {}

    public static void main(String[] args) throws IOException {
      KimWorker.serve(
          System.in,
          () -> {
            throw new UnsatisfiedLinkError("Unable to load library 'libnowhere'");
          });
    }
  }

  @Test
  void aDamagedMessageIsRefused() {
    byte[] tooLong = {0, 0, 0, 127, 1, 2, 3};
    assertThrows(IOException.class, () -> new Message().receive(new ByteArrayInputStream(tooLong)));
    byte[] brokenOff = {9, 0, 0, 0, 1, 2, 3};
    assertThrows(
        IOException.class, () -> new Message().receive(new ByteArrayInputStream(brokenOff)));
  }
}
