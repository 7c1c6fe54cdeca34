package org.quarry.network;

import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.quarry.shard.ShardSetup;

/**
 * What a model is and where it comes from.
 *
 * @param snapshot names the state of the tables behind its shards
 * @param shards fingerprint of the shards it was trained on
 * @param method level of theory of its energies
 * @param energyKind {@code free}, {@code sigma0}, {@code atomization} or {@code unknown}
 * @param descriptor name of the per-atom descriptor; {@link ShardSetup#NONE}, like the next two,
 *     for a network that reads positions
 * @param descriptorHash hash of the descriptor's parameters
 * @param descriptorText their canonical text
 * @param training canonical text of the training's parameters
 * @param facts figures of the training, as numbers of rows and validation error
 */
public record ModelCard(
    String snapshot,
    String shards,
    String method,
    String energyKind,
    String descriptor,
    String descriptorHash,
    String descriptorText,
    String training,
    SortedMap<String, Double> facts) {
  private static final String NONE = ShardSetup.NONE;

  public ModelCard {
    Objects.requireNonNull(snapshot);
    Objects.requireNonNull(shards);
    Objects.requireNonNull(method);
    Objects.requireNonNull(energyKind);
    Objects.requireNonNull(descriptor);
    Objects.requireNonNull(descriptorHash);
    Objects.requireNonNull(descriptorText);
    Objects.requireNonNull(training);
    facts = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(facts));
  }

  /** The same for a network that reads positions. */
  public ModelCard withoutDescriptor() {
    return new ModelCard(snapshot, shards, method, energyKind, NONE, NONE, NONE, training, facts);
  }
}
