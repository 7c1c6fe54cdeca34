package org.quarry.potential.kim;

import java.util.Map;
import java.util.TreeMap;
import org.quarry.atoms.Element;
import org.quarry.potential.Evaluator;
import org.quarry.potential.Potential;
import org.quarry.potential.PotentialSpec;
import org.quarry.potential.Species;

/**
 * A portable model of OpenKIM (Tadmor et al., JOM 63, 17, 2011), {@code kim:MODEL} on the command
 * line. Its name, which ends in a version, is its parameters.
 *
 * <p>Models are foreign native code: each runs in a worker process. A configuration that ends the
 * process, hangs it, or gives an energy, force or virial that is not finite has no answer; neither
 * has one with two atoms closer than {@value KimInstance#MIN_DISTANCE} Å, which no model is given.
 */
final class KimPotential implements Potential {
  private final WorkerPool pool;
  private final WorkerPool.Key key;
  private final Description description;
  private final Species species;

  private KimPotential(WorkerPool pool, WorkerPool.Key key, Description description) {
    this.pool = pool;
    this.key = key;
    this.description = description;
    Map<Element, String> labelOf = new TreeMap<>();
    for (String symbol : description.species()) {
      Element element = Element.of(symbol);
      labelOf.put(element, key.species().getOrDefault(element, symbol));
    }
    this.species = Species.of(labelOf);
  }

  /**
   * The potential of a spec.
   *
   * @throws IllegalArgumentException if the spec is malformed or there is no such model
   * @throws KimUnavailableException if OpenKIM is not installed
   */
  static KimPotential of(PotentialSpec spec, WorkerPool pool) {
    if (spec.arguments().size() != 1 || !spec.settings().isEmpty()) {
      throw new IllegalArgumentException(
          "potential \"" + spec.text() + "\": needs the name of one model, as kim:MODEL");
    }
    WorkerPool.Key key = new WorkerPool.Key(spec.arguments().get(0), spec.elements());
    try {
      WorkerPool.Lease lease = pool.borrow(key);
      pool.giveBack(lease);
      return new KimPotential(pool, key, lease.description());
    } catch (WorkerFailure e) {
      throw new IllegalArgumentException(
          "potential \"" + spec.text() + "\": the model cannot be opened: " + e.getMessage(), e);
    }
  }

  @Override
  public String name() {
    return "kim";
  }

  @Override
  public Map<String, Object> toMap() {
    return Map.of("model", key.model(), "species", species.toMap());
  }

  @Override
  public Species species() {
    return species;
  }

  @Override
  public double cutoff() {
    return description.cutoff();
  }

  @Override
  public String citation() {
    return description.citation();
  }

  @Override
  public Evaluator evaluator() {
    return new KimEvaluator(pool, key, species);
  }
}
