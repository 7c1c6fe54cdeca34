package org.quarry.potential.kim;

import org.quarry.potential.Potential;
import org.quarry.potential.PotentialProvider;
import org.quarry.potential.PotentialSpec;

/** Gives the potentials {@code kim:MODEL}; found as a service. */
public final class KimProvider implements PotentialProvider {
  @Override
  public String name() {
    return "kim";
  }

  @Override
  public Potential of(PotentialSpec spec) {
    return KimPotential.of(spec, WorkerPool.shared());
  }
}
