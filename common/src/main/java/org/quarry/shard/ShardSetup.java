package org.quarry.shard;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.quarry.atoms.Element;
import org.quarry.atoms.EnergyKind;
import org.quarry.parameters.Parameters;

/**
 * What all shards of a set have in common.
 *
 * @param descriptor name of the per-atom descriptor, {@link #NONE} for none
 * @param descriptorHash hash of its parameters
 * @param descriptorText their canonical text
 * @param features numbers an atom, 0 without a descriptor
 * @param precision how they are stored
 * @param species element symbols that may occur, by atomic number
 * @param method level of theory of the energies
 * @param energyKind {@code free}, {@code sigma0}, {@code atomization} or {@code unknown}
 * @param snapshot what names the state of the tables that the rows were read from
 * @param potentials names of the empirical potentials whose aligned energies each row carries, in
 *     the order of its columns; empty where rows carry none
 */
public record ShardSetup(
    String descriptor,
    String descriptorHash,
    String descriptorText,
    int features,
    FeaturePrecision precision,
    List<String> species,
    String method,
    String energyKind,
    String snapshot,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> potentials)
    implements Serializable {
  /** What stands in place of a descriptor in sets for networks that read positions. */
  public static final String NONE = "none";

  public ShardSetup {
    Objects.requireNonNull(descriptor);
    Objects.requireNonNull(descriptorHash);
    Objects.requireNonNull(descriptorText);
    Objects.requireNonNull(precision);
    Objects.requireNonNull(method);
    Objects.requireNonNull(snapshot);
    if (descriptor.equals(NONE) ? features != 0 : features < 1) {
      throw new IllegalArgumentException(
          "a descriptor has at least one feature, none has 0; got "
              + features
              + " for "
              + descriptor);
    }
    if (species.isEmpty()) {
      throw new IllegalArgumentException("the species list is empty");
    }
    species = species.stream().map(Element::of).sorted().map(Element::symbol).distinct().toList();
    energyKind = EnergyKind.of(energyKind).text();
    potentials = potentials == null ? List.of() : List.copyOf(potentials); // older manifests
    if (potentials.stream().distinct().count() < potentials.size()) {
      throw new IllegalArgumentException("a potential is named twice: " + potentials);
    }
  }

  /** The setup of shards whose rows carry no energies of potentials but the chosen one's. */
  public ShardSetup(
      String descriptor,
      String descriptorHash,
      String descriptorText,
      int features,
      FeaturePrecision precision,
      List<String> species,
      String method,
      String energyKind,
      String snapshot) {
    this(
        descriptor,
        descriptorHash,
        descriptorText,
        features,
        precision,
        species,
        method,
        energyKind,
        snapshot,
        List.of());
  }

  /** The setup of shards that hold a descriptor's per-atom vectors. */
  public static ShardSetup of(
      Parameters descriptor,
      int features,
      List<Element> species,
      String method,
      EnergyKind energyKind,
      String snapshot) {
    return new ShardSetup(
        descriptor.name(),
        descriptor.hash(),
        descriptor.canonicalText(),
        features,
        FeaturePrecision.FLOAT32,
        species.stream().map(Element::symbol).toList(),
        method,
        energyKind.text(),
        snapshot);
  }

  /** The setup of shards for networks that read positions: without per-atom vectors. */
  public static ShardSetup withoutVectors(
      List<Element> species, String method, EnergyKind energyKind, String snapshot) {
    return new ShardSetup(
        NONE,
        NONE,
        NONE,
        0,
        FeaturePrecision.FLOAT32,
        species.stream().map(Element::symbol).toList(),
        method,
        energyKind.text(),
        snapshot);
  }

  /** Whether rows carry per-atom descriptor vectors. */
  public boolean hasVectors() {
    return features > 0;
  }

  /** The same with vectors stored in another width. */
  public ShardSetup withPrecision(FeaturePrecision other) {
    return new ShardSetup(
        descriptor,
        descriptorHash,
        descriptorText,
        features,
        other,
        species,
        method,
        energyKind,
        snapshot,
        potentials);
  }

  /** The same with rows that carry the aligned energies of potentials. */
  public ShardSetup withPotentials(List<String> names) {
    return new ShardSetup(
        descriptor,
        descriptorHash,
        descriptorText,
        features,
        precision,
        species,
        method,
        energyKind,
        snapshot,
        names);
  }
}
