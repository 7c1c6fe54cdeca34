package org.quarry.potential.kim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.potential.Evaluator;
import org.quarry.potential.NoAnswerException;
import org.quarry.potential.Species;

/**
 * Computes with a model in a worker process. Configurations that were announced by {@link #expect}
 * go there in batches.
 *
 * <p>When a worker fails, every configuration of its batch is computed again, each alone: what was
 * not to blame loses nothing. The first that ends the new worker too is what ended the batch; it
 * has no answer. Those after it were never tried before, so each of them has a second try alone.
 */
final class KimEvaluator implements Evaluator {
  private final WorkerPool pool;
  private final WorkerPool.Key key;
  private final Species species;
  private final Deque<Configuration> expected = new ArrayDeque<>();
  private final Deque<Outcome> outcomes = new ArrayDeque<>();
  private final Message request = new Message();
  private final Message reply = new Message();
  private final Answer answer = new Answer();
  private boolean answered;

  /**
   * What became of a configuration: an answer at a place of a message, or else a reason.
   *
   * @param failure empty where there is an answer
   */
  private record Outcome(Configuration of, Message message, int position, String failure) {}

  KimEvaluator(WorkerPool pool, WorkerPool.Key key, Species species) {
    this.pool = pool;
    this.key = key;
    this.species = species;
  }

  @Override
  public void expect(List<Configuration> next) {
    expected.clear();
    expected.addAll(next);
    outcomes.clear();
  }

  @Override
  public void compute(Configuration configuration) {
    answered = false;
    int unknown = unknownElement(configuration);
    if (unknown > 0) {
      throw new NoAnswerException(
          key.model()
              + " has no parameters for "
              + Element.of(unknown)
              + " (it describes "
              + species
              + ")");
    }
    if (!advance(outcomes, Outcome::of, configuration)) {
      outcomes.clear();
      computeAll(batchFrom(configuration));
    }
    Outcome outcome = outcomes.remove();
    if (!outcome.failure.isEmpty()) {
      throw new NoAnswerException(outcome.failure);
    }
    outcome.message.position(outcome.position);
    answer.read(outcome.message, configuration.size());
    if (!answer.isFinite(configuration.size())) {
      throw new NoAnswerException(key.model() + " gives no finite energy, force or virial");
    }
    answered = true;
  }

  /** The first atomic number that the model has no parameters for, or 0. */
  private int unknownElement(Configuration configuration) {
    for (int i = 0; i < configuration.size(); i++) {
      if (species.index(configuration.atomicNumber(i)) < 0) {
        return configuration.atomicNumber(i);
      }
    }
    return 0;
  }

  /** Drops what stands before the item of a configuration, if there is one; tells whether. */
  private static <T> boolean advance(
      Deque<T> queue, Function<T, Configuration> of, Configuration configuration) {
    if (queue.stream().noneMatch(item -> of.apply(item).equals(configuration))) {
      return false;
    }
    while (!of.apply(queue.element()).equals(configuration)) {
      queue.remove();
    }
    return true;
  }

  /** The configuration and those that are expected after it, up to a full batch. */
  private List<Configuration> batchFrom(Configuration configuration) {
    if (!advance(expected, Function.identity(), configuration)) {
      return List.of(configuration);
    }
    List<Configuration> batch = new ArrayList<>();
    int atoms = 0;
    while (!expected.isEmpty() && atoms < pool.limits().batchAtoms()) {
      Configuration next = expected.remove();
      if (unknownElement(next) == 0) {
        batch.add(next);
        atoms += next.size();
      }
    }
    return batch;
  }

  private void computeAll(List<Configuration> batch) {
    try {
      exchange(batch, reply);
    } catch (WorkerFailure e) {
      int tries = 1;
      for (Configuration configuration : batch) {
        if (!computeAlone(configuration, tries)) {
          tries = 2;
        }
      }
    }
  }

  /** Notes an answer, or that there is none after so many tries; tells which. */
  private boolean computeAlone(Configuration configuration, int tries) {
    try {
      exchange(List.of(configuration), new Message());
      return true;
    } catch (WorkerFailure e) {
      if (tries > 1) {
        return computeAlone(configuration, tries - 1);
      }
      outcomes.add(
          new Outcome(configuration, reply, 0, key.model() + " has no answer: " + e.getMessage()));
      return false;
    }
  }

  /** Sends a batch to a worker and notes what comes back; notes nothing if the worker fails. */
  private void exchange(List<Configuration> batch, Message answers) throws WorkerFailure {
    long atoms = 0;
    request.clear().putInt(WorkerLoop.COMPUTE).putInt(batch.size());
    for (Configuration configuration : batch) {
      WorkerLoop.writeConfiguration(configuration, request);
      atoms += configuration.size();
    }
    WorkerPool.Lease lease = lease();
    try {
      lease.worker().exchange(request, answers, pool.limits().forAtoms(atoms));
    } finally {
      pool.giveBack(lease);
    }
    if (answers.getInt() != WorkerLoop.OK) {
      throw new IllegalStateException("a KIM worker refuses: " + answers.getText());
    }
    for (Configuration configuration : batch) {
      boolean ok = answers.getInt() == WorkerLoop.OK;
      String failure = ok ? "" : answers.getText();
      outcomes.add(new Outcome(configuration, answers, answers.position(), failure));
      if (ok) {
        answers.position(answers.position() + Answer.bytes(configuration.size()));
      }
    }
  }

  private WorkerPool.Lease lease() {
    try {
      return pool.borrow(key);
    } catch (WorkerFailure e) {
      throw new IllegalStateException(
          "the KIM model " + key.model() + " cannot be opened again: " + e.getMessage(), e);
    }
  }

  @Override
  public double energy() {
    requireAnswer();
    return answer.energy;
  }

  @Override
  public double[] energies() {
    requireAnswer();
    return answer.energies;
  }

  @Override
  public double[] forces() {
    requireAnswer();
    return answer.forces;
  }

  @Override
  public double[] virial() {
    requireAnswer();
    return answer.virial;
  }

  @Override
  public OptionalDouble modelSeconds() {
    requireAnswer();
    return OptionalDouble.of(answer.modelSeconds);
  }

  private void requireAnswer() {
    if (!answered) {
      throw new IllegalStateException("nothing was computed: the last configuration has no answer");
    }
  }
}
