package org.quarry.potential.kim;

import com.sun.jna.Native;
import java.time.Duration;
import org.quarry.potential.Potential;
import org.quarry.potential.PotentialProvider;
import org.quarry.potential.PotentialSpec;

/**
 * Gives {@code unreliable{folder=FOLDER}}, the model of {@link FaultyWorker}, to whatever asks for
 * potentials in tests. A configuration that hangs is given up after three seconds.
 */
public final class FaultyProvider implements PotentialProvider {
  static final WorkerCommand COMMAND =
      WorkerCommand.of(FaultyWorker.class, KimWorker.class, Native.class);

  private static final WorkerPool POOL =
      new WorkerPool(
          COMMAND,
          new KimLimits(Duration.ofMinutes(2), Duration.ofSeconds(3), Duration.ZERO, 1000),
          4);

  @Override
  public String name() {
    return "unreliable";
  }

  @Override
  public Potential of(PotentialSpec spec) {
    return KimPotential.of(PotentialSpec.parse("kim:" + spec.settings().get("folder")), POOL);
  }
}
