package org.quarry.shard;

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

  private static final ArrowType DOUBLE =
      new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
  private static final ArrowType FLOAT = new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
  private static final ArrowType INT = new ArrowType.Int(32, true);

  private ShardColumns() {}

  static Schema schema(FeaturePrecision precision) {
    ArrowType features = precision == FeaturePrecision.FLOAT32 ? FLOAT : DOUBLE;
    return new Schema(
        List.of(
            required(ID, ArrowType.Utf8.INSTANCE),
            list(SPECIES, INT),
            list(FEATURES, features),
            list(POSITIONS, DOUBLE),
            list(CELL, DOUBLE),
            list(PBC, INT),
            optional(ENERGY, DOUBLE),
            optional(EIP_ENERGY, DOUBLE),
            optional(POTENTIAL, ArrowType.Utf8.INSTANCE),
            required(WEIGHT, DOUBLE),
            list(FORCES, DOUBLE)));
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
