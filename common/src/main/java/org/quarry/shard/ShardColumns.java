package org.quarry.shard;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The Arrow schema of a shard. Per-atom quantities are flat lists, so that a batch's values are one
 * contiguous buffer: a reader copies it in one go.
 */
final class ShardColumns {
  static final String ID = "configuration_id";
  static final String SPECIES = "atomic_numbers";
  static final String FEATURES = "features";
  static final String POSITIONS = "positions";
  static final String CELL = "cell";
  static final String PBC = "pbc";
  static final String ENERGY = "energy";
  static final String EIP_ENERGY = "eip_energy";
  static final String POTENTIAL = "potential";
  static final String WEIGHT = "weight";
  static final String FORCES = "forces";
  static final String STRESS = "stress";
  static final String EIP_ENERGIES = "eip_energies";
  static final String EIP_MASK = "eip_mask";

  private static final ArrowType DOUBLE =
      new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
  private static final ArrowType FLOAT = new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
  private static final ArrowType INT = new ArrowType.Int(32, true);

  private ShardColumns() {}

  /**
   * The columns of shards; vectors and the energies of several potentials stand only where a set
   * has them.
   */
  static Schema schema(ShardSetup setup) {
    List<Field> fields = withoutStress(setup);
    fields.add(list(STRESS, DOUBLE));
    return new Schema(fields);
  }

  /** The columns of shards written before stress was carried: format versions 1 and 2. */
  static Schema schemaWithoutStress(ShardSetup setup) {
    return new Schema(withoutStress(setup));
  }

  private static List<Field> withoutStress(ShardSetup setup) {
    List<Field> fields = new ArrayList<>();
    fields.add(required(ID, ArrowType.Utf8.INSTANCE));
    fields.add(list(SPECIES, INT));
    if (setup.hasVectors()) {
      fields.add(list(FEATURES, setup.precision() == FeaturePrecision.FLOAT32 ? FLOAT : DOUBLE));
    }
    fields.add(list(POSITIONS, DOUBLE));
    fields.add(list(CELL, DOUBLE));
    fields.add(list(PBC, INT));
    fields.add(optional(ENERGY, DOUBLE));
    fields.add(optional(EIP_ENERGY, DOUBLE));
    fields.add(optional(POTENTIAL, ArrowType.Utf8.INSTANCE));
    fields.add(required(WEIGHT, DOUBLE));
    fields.add(list(FORCES, DOUBLE));
    if (!setup.potentials().isEmpty()) {
      fields.add(list(EIP_ENERGIES, DOUBLE));
      fields.add(list(EIP_MASK, INT));
    }
    return fields;
  }

  private static Field required(String name, ArrowType type) {
    return new Field(name, FieldType.notNullable(type), null);
  }

  private static Field optional(String name, ArrowType type) {
    return new Field(name, FieldType.nullable(type), null);
  }

  private static Field list(String name, ArrowType item) {
    return new Field(
        name,
        FieldType.nullable(ArrowType.List.INSTANCE),
        List.of(new Field("item", FieldType.notNullable(item), null)));
  }
}
