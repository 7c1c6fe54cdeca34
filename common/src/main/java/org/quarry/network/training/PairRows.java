package org.quarry.network.training;

import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import org.quarry.atoms.NeighborList;
import org.quarry.network.EnergyReference;
import org.quarry.network.autograd.PairIndex;
import org.quarry.network.autograd.RowIndex;
import org.quarry.network.potential.PairBatch;
import org.quarry.network.potential.Targets;
import org.quarry.shard.SampleKind;
import org.quarry.shard.Shard;

/**
 * Rows of shards as networks on pairs of atoms read them: batches without padding, isolated and
 * periodic configurations side by side, and what is to be said of them.
 *
 * <p>The pairs of a shard are found once a process and copied from flat arrays into each batch.
 * Sent to workers, it brings the shards' manifest alone. Safe for several threads.
 */
public final class PairRows implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final ThreadLocal<NeighborList> NEIGHBORS = new ThreadLocal<>();

  private final ShardSet shards;
  private final double cutoff;

  private PairRows(ShardSet shards, double cutoff) {
    this.shards = shards;
    this.cutoff = cutoff;
  }

  /**
   * Rows as networks with a cutoff in Å read them.
   *
   * @throws IllegalArgumentException unless it is positive and finite
   */
  public static PairRows of(ShardSet shards, double cutoff) {
    if (!(cutoff > 0) || Double.isInfinite(cutoff)) {
      throw new IllegalArgumentException("cutoff must be positive, got " + cutoff);
    }
    return new PairRows(shards, cutoff);
  }

  /** Where the rows come from. */
  public ShardSet shards() {
    return shards;
  }

  /**
   * The configurations of a plan with their pairs.
   *
   * @throws IOException if a shard cannot be read, or is damaged
   */
  public PairBatch batch(BatchPlan plan) throws IOException {
    return batch(plan, PairStore.shared());
  }

  PairBatch batch(BatchPlan plan, PairStore store) throws IOException {
    NeighborList neighbors = neighbors();
    Shard[] sources = new Shard[plan.size()];
    PairTable[] tables = new PairTable[plan.size()];
    int atoms = 0;
    int pairs = 0;
    for (int b = 0; b < plan.size(); b++) {
      sources[b] = shards.shard(plan.shard(b));
      tables[b] = store.table(shards, plan.shard(b), plan.row(b), neighbors);
      atoms += sources[b].size(plan.row(b));
      pairs = Math.addExact(pairs, tables[b].pairs(plan.row(b)));
    }
    int[] numbers = new int[atoms];
    int[] owners = new int[atoms];
    int[] firsts = new int[pairs];
    int[] seconds = new int[pairs];
    double[] vectors = new double[Math.multiplyExact(3, pairs)];
    double[] volumes = new double[plan.size()];
    int atom = 0;
    int pair = 0;
    for (int b = 0; b < plan.size(); b++) {
      int row = plan.row(b);
      int size = sources[b].size(row);
      sources[b].copyAtomicNumbers(row, numbers, atom);
      Arrays.fill(owners, atom, atom + size, b);
      tables[b].copy(row, atom, pair, firsts, seconds, vectors);
      volumes[b] = tables[b].volume(row);
      atom += size;
      pair += tables[b].pairs(row);
    }
    return new PairBatch(
        numbers,
        RowIndex.of(owners, plan.size()),
        PairIndex.of(firsts, seconds, atoms),
        vectors,
        volumes);
  }

  private NeighborList neighbors() {
    NeighborList known = NEIGHBORS.get();
    if (known == null || known.cutoff() != cutoff) {
      known = NeighborList.half(cutoff);
      NEIGHBORS.set(known);
    }
    return known;
  }

  /**
   * What the rows of a plan are trained on: the first-principles energy with its forces and stress,
   * or the empirical energy alone; (E − Σ e_Z)/s, F/s and σ/s.
   *
   * @param reference e_Z and s
   * @throws IOException if a shard cannot be read, or is damaged
   * @throws IllegalArgumentException if a row holds an element without reference energy
   */
  public Targets targets(BatchPlan plan, EnergyReference reference) throws IOException {
    return fill(plan, reference, false);
  }

  /**
   * The aligned energies of all potentials that the set names, a task each, in the same units; NaN
   * where a potential gave no answer.
   *
   * @param reference e_Z and s
   * @throws IOException if a shard cannot be read, or is damaged
   * @throws IllegalArgumentException if a row holds an element without reference energy, or the
   *     rows carry no energies of potentials
   */
  public Targets potentialTargets(BatchPlan plan, EnergyReference reference) throws IOException {
    if (shards.setup().potentials().isEmpty()) {
      throw new IllegalArgumentException(
          shards.folder()
              + " holds shards without the energies of potentials: write them with --all-potentials");
    }
    return fill(plan, reference, true);
  }

  private Targets fill(BatchPlan plan, EnergyReference reference, boolean ofPotentials)
      throws IOException {
    int atoms = 0;
    for (int b = 0; b < plan.size(); b++) {
      atoms += shards.shard(plan.shard(b)).size(plan.row(b));
    }
    int tasks = ofPotentials ? shards.setup().potentials().size() : 1;
    Targets targets = Targets.empty(tasks, plan.size(), atoms);
    double factor = 1 / reference.scale();
    int atom = 0;
    for (int b = 0; b < plan.size(); b++) {
      Shard shard = shards.shard(plan.shard(b));
      int row = plan.row(b);
      double zero = Normalization.zero(shard, row, reference);
      targets.weights()[b] = shard.weight(row);
      if (ofPotentials) {
        targets.empirical()[b] = true;
        shard.copyEipEnergies(row, targets.energies(), b * tasks);
        for (int k = b * tasks; k < (b + 1) * tasks; k++) {
          targets.energies()[k] = (targets.energies()[k] - zero) * factor;
        }
      } else {
        targets.empirical()[b] = shard.kind(row) == SampleKind.EIP;
        targets.energies()[b] = (shard.target(row) - zero) * factor;
        shard.copyForces(row, factor, targets.forces(), 3 * atom);
        shard.copyStress(row, factor, targets.stresses(), 6 * b);
      }
      atom += shard.size(row);
    }
    return targets;
  }
}
