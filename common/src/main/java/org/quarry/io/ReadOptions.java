package org.quarry.io;

import java.util.Objects;
import java.util.Optional;
import org.quarry.atoms.EnergyKind;

/**
 * What is told of files because they do not state it themselves: units, names, method, kind of
 * energy. Immutable.
 */
public final class ReadOptions {
  /** ASE's names and units; method and kind of energy unknown. */
  public static final ReadOptions DEFAULT = builder().build();

  private final FileUnits units;
  private final LabelKeys keys;
  private final Optional<String> method;
  private final EnergyKind energyKind;
  private final String splitKey;
  private final String groupKey;
  private final QualityLimits limits;

  private ReadOptions(Builder builder) {
    this.units = builder.units;
    this.keys = builder.keys;
    this.method = builder.method;
    this.energyKind = builder.energyKind;
    this.splitKey = builder.splitKey;
    this.groupKey = builder.groupKey;
    this.limits = builder.limits;
  }

  public static Builder builder() {
    return new Builder();
  }

  public FileUnits units() {
    return units;
  }

  public LabelKeys keys() {
    return keys;
  }

  /** The level of theory; absent, what the file states of it, or {@code "unknown"}. */
  public Optional<String> method() {
    return method;
  }

  /** {@link EnergyKind#UNKNOWN} leaves it to what the file states. */
  public EnergyKind energyKind() {
    return energyKind;
  }

  /** The frame's key with the published split. */
  public String splitKey() {
    return splitKey;
  }

  /** The frame's key with the group that a split must not cut. */
  public String groupKey() {
    return groupKey;
  }

  public QualityLimits limits() {
    return limits;
  }

  /** Collects options; each has its default. */
  public static final class Builder {
    private FileUnits units = FileUnits.UNSTATED;
    private LabelKeys keys = LabelKeys.ASE;
    private Optional<String> method = Optional.empty();
    private EnergyKind energyKind = EnergyKind.UNKNOWN;
    private String splitKey = "split";
    private String groupKey = "group";
    private QualityLimits limits = QualityLimits.DEFAULT;

    private Builder() {}

    public Builder units(FileUnits fileUnits) {
      this.units = Objects.requireNonNull(fileUnits);
      return this;
    }

    public Builder keys(LabelKeys labelKeys) {
      this.keys = Objects.requireNonNull(labelKeys);
      return this;
    }

    public Builder method(String name) {
      this.method = Optional.of(name);
      return this;
    }

    public Builder energyKind(EnergyKind kind) {
      this.energyKind = Objects.requireNonNull(kind);
      return this;
    }

    public Builder splitKey(String key) {
      this.splitKey = Objects.requireNonNull(key);
      return this;
    }

    public Builder groupKey(String key) {
      this.groupKey = Objects.requireNonNull(key);
      return this;
    }

    public Builder limits(QualityLimits qualityLimits) {
      this.limits = Objects.requireNonNull(qualityLimits);
      return this;
    }

    public ReadOptions build() {
      return new ReadOptions(this);
    }
  }
}
