package org.quarry.shard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;

/** The arrays of a shard while record batch after record batch is copied into them. */
final class ShardBuffers {
  final int width;
  final String[] ids;
  final String[] potentials;
  final int[] firstAtom;
  final int[] atomicNumbers;
  final float[] features;
  final double[] wideFeatures;
  final double[] positions;
  final double[] cells;
  final int[] pbc;
  final double[] energies;
  final double[] eipEnergies;
  final double[] weights;
  final double[] forces;
  final boolean[] hasForces;
  final double[] stresses; // NaN where there is none
  final int potentialCount;
  final double[] allEipEnergies;
  final int[] eipMask;
  private final int atoms;
  private int row;

  ShardBuffers(int rows, int atoms, ShardSetup setup) {
    this.atoms = atoms;
    this.width = setup.features();
    boolean narrow = setup.precision() == FeaturePrecision.FLOAT32;
    int numbers = Math.multiplyExact(atoms, width);
    ids = new String[rows];
    potentials = new String[rows];
    firstAtom = new int[rows + 1];
    atomicNumbers = new int[atoms];
    features = narrow ? new float[numbers] : null;
    wideFeatures = narrow ? null : new double[numbers];
    positions = new double[3 * atoms];
    cells = new double[9 * rows];
    pbc = new int[3 * rows];
    energies = new double[rows];
    eipEnergies = new double[rows];
    weights = new double[rows];
    forces = new double[3 * atoms];
    hasForces = new boolean[rows];
    stresses = new double[6 * rows];
    Arrays.fill(stresses, Double.NaN);
    potentialCount = setup.potentials().size();
    allEipEnergies = new double[potentialCount * rows];
    eipMask = new int[potentialCount * rows];
  }

  /** Whether as many rows and atoms were copied as there is room for. */
  boolean full() {
    return row == ids.length && firstAtom[row] == atoms;
  }

  /**
   * Copies a record batch behind those before it.
   *
   * @throws IndexOutOfBoundsException or another runtime exception if it does not fit
   */
  void append(VectorSchemaRoot batch) {
    int n = batch.getRowCount();
    int atom = firstAtom[row];
    ListVector species = (ListVector) batch.getVector(ShardColumns.SPECIES);
    for (int i = 0; i < n; i++) {
      firstAtom[row + i + 1] = atom + species.getElementEndIndex(i);
    }
    int end = firstAtom[row + n];
    bytes(species, end - atom).asIntBuffer().get(atomicNumbers, atom, end - atom);
    if (width > 0) {
      features(batch, atom, end - atom);
    }
    bytes(batch, ShardColumns.POSITIONS, 3 * (end - atom))
        .asDoubleBuffer()
        .get(positions, 3 * atom, 3 * (end - atom));
    bytes(batch, ShardColumns.CELL, 9 * n).asDoubleBuffer().get(cells, 9 * row, 9 * n);
    bytes(batch, ShardColumns.PBC, 3 * n).asIntBuffer().get(pbc, 3 * row, 3 * n);
    numbers(batch, ShardColumns.ENERGY, energies);
    numbers(batch, ShardColumns.EIP_ENERGY, eipEnergies);
    numbers(batch, ShardColumns.WEIGHT, weights);
    text(batch, ShardColumns.ID, ids);
    text(batch, ShardColumns.POTENTIAL, potentials);
    forces(batch);
    stresses(batch);
    if (potentialCount > 0) {
      int first = row * potentialCount;
      int count = n * potentialCount;
      bytes(batch, ShardColumns.EIP_ENERGIES, count)
          .asDoubleBuffer()
          .get(allEipEnergies, first, count);
      bytes(batch, ShardColumns.EIP_MASK, count).asIntBuffer().get(eipMask, first, count);
    }
    row += n;
  }

  private void features(VectorSchemaRoot batch, int atom, int count) {
    ByteBuffer vectors = bytes(batch, ShardColumns.FEATURES, count * width);
    if (features != null) {
      vectors.asFloatBuffer().get(features, atom * width, count * width);
    } else {
      vectors.asDoubleBuffer().get(wideFeatures, atom * width, count * width);
    }
  }

  private void forces(VectorSchemaRoot batch) {
    ListVector list = (ListVector) batch.getVector(ShardColumns.FORCES);
    int total = list.getElementEndIndex(batch.getRowCount() - 1);
    if (total == 0) {
      return;
    }
    var values = bytes(list, total).asDoubleBuffer();
    for (int i = 0; i < batch.getRowCount(); i++) {
      hasForces[row + i] = !list.isNull(i);
      if (hasForces[row + i]) {
        values.position(list.getElementStartIndex(i));
        int first = firstAtom[row + i];
        values.get(forces, 3 * first, 3 * (firstAtom[row + i + 1] - first));
      }
    }
  }

  private void stresses(VectorSchemaRoot batch) {
    ListVector list = (ListVector) batch.getVector(ShardColumns.STRESS);
    if (list == null) {
      return; // of an older version
    }
    int total = list.getElementEndIndex(batch.getRowCount() - 1);
    if (total == 0) {
      return;
    }
    var values = bytes(list, total).asDoubleBuffer();
    for (int i = 0; i < batch.getRowCount(); i++) {
      if (!list.isNull(i)) {
        values.position(list.getElementStartIndex(i));
        values.get(stresses, 6 * (row + i), 6);
      }
    }
  }

  private void numbers(VectorSchemaRoot batch, String column, double[] target) {
    Float8Vector vector = (Float8Vector) batch.getVector(column);
    for (int i = 0; i < batch.getRowCount(); i++) {
      target[row + i] = vector.isNull(i) ? Double.NaN : vector.get(i);
    }
  }

  private void text(VectorSchemaRoot batch, String column, String[] target) {
    VarCharVector vector = (VarCharVector) batch.getVector(column);
    for (int i = 0; i < batch.getRowCount(); i++) {
      target[row + i] = vector.isNull(i) ? null : new String(vector.get(i), StandardCharsets.UTF_8);
    }
  }

  private static ByteBuffer bytes(VectorSchemaRoot batch, String column, int count) {
    return bytes((ListVector) batch.getVector(column), count);
  }

  /** The values of a list column, which must be {@code count} in all. */
  private static ByteBuffer bytes(ListVector list, int count) {
    BaseFixedWidthVector items = (BaseFixedWidthVector) list.getDataVector();
    if (items.getValueCount() != count) {
      throw new IndexOutOfBoundsException(
          list.getName() + " holds " + items.getValueCount() + " values, not " + count);
    }
    ArrowBuf data = items.getDataBuffer();
    return data.nioBuffer(0, count * items.getTypeWidth()).order(ByteOrder.LITTLE_ENDIAN);
  }
}
