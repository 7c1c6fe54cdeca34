package org.quarry.network.autograd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link FloatFunctions} of several numbers at once. */
final class VectorFloatFunctions {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private VectorFloatFunctions() {}

  static void exp(float[] x, int i, int n, float[] out, int o) {
    int t = 0;
    for (; t + LANES <= n; t += LANES) {
      exp(load(x, i + t).max(FloatFunctions.LOWEST).min(FloatFunctions.HIGHEST))
          .intoArray(out, o + t);
    }
    FloatFunctions.exp(x, i, t, n, out, o);
  }

  static void sigmoid(float[] x, int i, int n, float[] out, int o) {
    int t = 0;
    for (; t + LANES <= n; t += LANES) {
      sigmoid(load(x, i + t)).intoArray(out, o + t);
    }
    FloatFunctions.sigmoid(x, i, t, n, out, o);
  }

  private static FloatVector sigmoid(FloatVector x) {
    FloatVector e = exp(x.abs().neg().max(FloatFunctions.LOWEST));
    return FloatVector.broadcast(SPECIES, 1).blend(e, x.lt(0f)).div(e.add(1f));
  }

  static void silu(float[] x, int i, int n, float[] y, int o, float[] slope, int p) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    int t = 0;
    for (; t + LANES <= n; t += LANES) {
      FloatVector v = load(x, i + t);
      FloatVector s = sigmoid(v);
      s.mul(one.sub(s).mul(v).add(1f)).intoArray(slope, p + t);
      v.mul(s).intoArray(y, o + t);
    }
    FloatFunctions.silu(x, i, t, n, y, o, slope, p);
  }

  static void siluCurvature(float[] x, int i, int n, float[] out, int o) {
    int t = 0;
    for (; t + LANES <= n; t += LANES) {
      FloatVector v = load(x, i + t);
      FloatVector s = sigmoid(v);
      FloatVector rest = sigmoid(v.neg());
      s.mul(rest).mul(rest.sub(s).mul(v).add(2f)).intoArray(out, o + t);
    }
    FloatFunctions.siluCurvature(x, i, t, n, out, o);
  }

  static void softplus(
      float[] x, int i, int n, float constant, float[] y, int o, float[] slope, int p) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    int t = 0;
    for (; t + LANES <= n; t += LANES) {
      FloatVector v = load(x, i + t);
      FloatVector e = exp(v.abs().neg().max(FloatFunctions.LOWEST));
      FloatVector s = e.div(e.add(2f));
      FloatVector s2 = s.mul(s);
      FloatVector log = s2.mul(FloatFunctions.L15).add(FloatFunctions.L13);
      log = log.mul(s2).add(FloatFunctions.L11);
      log = log.mul(s2).add(FloatFunctions.L9);
      log = log.mul(s2).add(FloatFunctions.L7);
      log = log.mul(s2).add(FloatFunctions.L5);
      log = log.mul(s2).add(FloatFunctions.L3);
      log = log.mul(s2).add(2f);
      VectorMask<Float> negative = v.lt(0f);
      one.blend(e, negative).div(e.add(1f)).intoArray(slope, p + t);
      v.max(0f).add(log.mul(s)).add(constant).intoArray(y, o + t);
    }
    FloatFunctions.softplus(x, i, t, n, constant, y, o, slope, p);
  }

  /** eˣ between LOWEST and HIGHEST. */
  private static FloatVector exp(FloatVector x) {
    FloatVector t = x.mul(FloatFunctions.LOG2_E).add(FloatFunctions.ROUNDING);
    FloatVector k = t.sub(FloatFunctions.ROUNDING);
    FloatVector r = x.sub(k.mul(FloatFunctions.LN2_HIGH)).sub(k.mul(FloatFunctions.LN2_LOW));
    FloatVector p = r.mul(FloatFunctions.E7).add(FloatFunctions.E6);
    p = p.mul(r).add(FloatFunctions.E5);
    p = p.mul(r).add(FloatFunctions.E4);
    p = p.mul(r).add(FloatFunctions.E3);
    p = p.mul(r).add(FloatFunctions.E2);
    p = p.mul(r).mul(r).add(r).add(1f);
    IntVector bits =
        t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(FloatFunctions.ONE);
    return p.mul(bits.reinterpretAsFloats());
  }

  private static FloatVector load(float[] x, int at) {
    return FloatVector.fromArray(SPECIES, x, at);
  }
}
