package org.quarry.potential.kim;

import java.util.Arrays;

/** Room for the answer to one configuration; its arrays may be longer than what is filled. */
final class Answer {
  double energy;

  /** What of the time went by inside the model itself. */
  double modelSeconds;

  double[] energies = new double[0];
  double[] forces = new double[0];

  /** xx yy zz xy xz yz. */
  final double[] virial = new double[6];

  /** Makes room for n atoms and sets every number to zero. */
  void clear(int n) {
    reserve(n);
    energy = 0;
    modelSeconds = 0;
    Arrays.fill(energies, 0, n, 0);
    Arrays.fill(forces, 0, 3 * n, 0);
    Arrays.fill(virial, 0);
  }

  /** Length of the answer for n atoms in a message. */
  static int bytes(int n) {
    return Double.BYTES * (1 + 1 + 6 + 4 * n);
  }

  void write(Message message, int n) {
    message.putDouble(energy);
    message.putDouble(modelSeconds);
    message.putDoubles(virial, 6);
    message.putDoubles(energies, n);
    message.putDoubles(forces, 3 * n);
  }

  void read(Message message, int n) {
    reserve(n);
    energy = message.getDouble();
    modelSeconds = message.getDouble();
    message.getDoubles(virial, 6);
    message.getDoubles(energies, n);
    message.getDoubles(forces, 3 * n);
  }

  /** Whether every number of n atoms is finite. */
  boolean isFinite(int n) {
    double sum = energy; // infinities and NaN survive a product with zero as NaN
    sum *= 0;
    for (int i = 0; i < n; i++) {
      sum += energies[i] * 0;
    }
    for (int i = 0; i < 3 * n; i++) {
      sum += forces[i] * 0;
    }
    for (double w : virial) {
      sum += w * 0;
    }
    return sum == 0;
  }

  private void reserve(int n) {
    if (energies.length < n) {
      int capacity = Math.max(n, 2 * energies.length);
      energies = new double[capacity];
      forces = new double[3 * capacity];
    }
  }
}
