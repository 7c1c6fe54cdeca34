package org.quarry.descriptor.soap;

import java.util.Arrays;
import org.quarry.atoms.Element;
import org.quarry.descriptor.soap.SoapParameters.Average;

/**
 * {@link Soap} of atoms that are given by the vectors of their pairs instead of a configuration,
 * and its derivatives by these vectors: what a network needs whose energies depend on pairs'
 * vectors alone.
 *
 * <p>A pair p = (i, j) with vector v stands in the list once and is seen from both ends: as v by i,
 * as −v by j. So {@link #backward} gives ∂E/∂v_p = Σ w_i ∂x_i/∂v_p + Σ w_j ∂x_j/∂v_p, three numbers
 * a pair, and {@link #pushForward} the change of all rows under changes of the vectors. Which pairs
 * there are is the caller's choice; a {@code poly} {@link Weighting} that ends at their cutoff
 * makes the rows smooth there.
 *
 * <p>An object holds one list of pairs, evaluated; it belongs to one thread.
 */
public final class PairSoap {
  private static final double[] NO_STRAIN = new double[6];

  private final int features;
  private final int atoms;
  private final int pairs;
  private final double[] values;

  // Edges: pairs as seen from their ends, sorted by atom.
  private final int[] offsets;
  private final int[] pairOf; // ~p where seen from the second end
  private final int[] edgeSpecies;
  private final double[] edgeVectors;

  private final SpectrumBlocks blocks;
  private final Coefficients coefficients;
  private final Neighborhood neighborhood = new Neighborhood();
  private final SpectrumAdjoint adjoint;
  private final ExpansionGradient gradients;
  private final SpectrumTangent tangent;

  private PairSoap(Soap soap, int[] atomicNumbers, int[] first, int[] second, double[] vectors) {
    features = soap.features();
    atoms = atomicNumbers.length;
    pairs = first.length;
    int[] species = species(soap, atomicNumbers);
    offsets = new int[atoms + 1];
    pairOf = new int[2 * pairs];
    edgeSpecies = new int[2 * pairs];
    edgeVectors = new double[6 * pairs];
    sort(species, first, second, vectors);
    blocks = new SpectrumBlocks(soap.parameters(), soap.positions());
    coefficients = new Coefficients(soap.parameters(), blocks);
    NeighborBatch batch = new NeighborBatch(soap);
    adjoint = new SpectrumAdjoint(soap.parameters(), blocks);
    gradients = new ExpansionGradient(soap, batch);
    tangent = new SpectrumTangent(soap, blocks, batch);
    values = evaluate(soap, species);
  }

  /**
   * Computes the rows of all atoms.
   *
   * @param soap without average; whether images count is decided by the pairs
   * @param first atom at the one end of each pair
   * @param second atom at the other end, which may be the same one, or rather its image
   * @param vectors from the first to the second in Å, three numbers a pair
   * @throws IllegalArgumentException if an element is not among the species, two atoms coincide,
   *     the sizes contradict each other or the descriptor averages
   */
  public static PairSoap of(
      Soap soap, int[] atomicNumbers, int[] first, int[] second, double[] vectors) {
    if (soap.parameters().average() != Average.OFF) {
      throw new IllegalArgumentException("soap: rows of atoms need average off");
    }
    if (second.length != first.length || vectors.length != 3 * first.length) {
      throw new IllegalArgumentException(
          String.format(
              "soap: %d first and %d second atoms with %d coordinates of pairs",
              first.length, second.length, vectors.length));
    }
    return new PairSoap(soap, atomicNumbers, first, second, vectors);
  }

  private static int[] species(Soap soap, int[] atomicNumbers) {
    int[] species = new int[atomicNumbers.length];
    for (int i = 0; i < species.length; i++) {
      species[i] = soap.species().of(atomicNumbers[i]);
      if (species[i] < 0) {
        throw new IllegalArgumentException(
            "soap: "
                + Element.of(atomicNumbers[i])
                + " is not in species "
                + soap.parameters().species());
      }
    }
    return species;
  }

  private void sort(int[] species, int[] first, int[] second, double[] vectors) {
    for (int p = 0; p < pairs; p++) {
      offsets[first[p] + 1]++;
      offsets[second[p] + 1]++;
    }
    for (int i = 0; i < atoms; i++) {
      offsets[i + 1] += offsets[i];
    }
    int[] next = offsets.clone();
    for (int p = 0; p < pairs; p++) {
      double x = vectors[3 * p];
      double y = vectors[3 * p + 1];
      double z = vectors[3 * p + 2];
      if (x == 0 && y == 0 && z == 0) {
        throw new IllegalArgumentException(
            "soap: atoms " + first[p] + " and " + second[p] + " are at the same place");
      }
      addEdge(next[first[p]]++, p, species[second[p]], x, y, z);
      addEdge(next[second[p]]++, ~p, species[first[p]], -x, -y, -z);
    }
  }

  private void addEdge(int edge, int pair, int species, double x, double y, double z) {
    pairOf[edge] = pair;
    edgeSpecies[edge] = species;
    edgeVectors[3 * edge] = x;
    edgeVectors[3 * edge + 1] = y;
    edgeVectors[3 * edge + 2] = z;
  }

  private double[] evaluate(Soap soap, int[] species) {
    DensityExpansion density = new DensityExpansion(soap);
    PowerSpectrum spectrum = new PowerSpectrum(soap.parameters(), soap.positions());
    int[] numbers = new int[2 * pairs];
    Arrays.setAll(numbers, edge -> edge);
    double[] rows =
        new double[Math.addExact(Math.multiplyExact(atoms, features), PowerSpectrum.ROOM)];
    coefficients.reserve(atoms);
    for (int i = 0; i < atoms; i++) {
      density.clear();
      density.addCenter(species[i]);
      density.add(edgeSpecies, numbers, edgeVectors, offsets[i], offsets[i + 1]);
      spectrum.write(density, rows, i * features);
      coefficients.set(i, density);
    }
    return Arrays.copyOf(rows, atoms * features);
  }

  /** A copy of the rows of all atoms, one after another. */
  public double[] values() {
    return values.clone();
  }

  /**
   * The derivatives by the pairs' vectors of an energy of which those by the rows are known.
   *
   * @param weights ∂E/∂x of each feature of each atom, in the order of {@link #values()}
   * @return ∂E/∂v, three numbers a pair
   */
  public double[] backward(double[] weights) {
    requireLength("weights", weights, atoms * features);
    double[] byEdge = new double[6 * pairs];
    double[] strain = new double[6]; // filled on the way, not asked for
    for (int i = 0; i < atoms; i++) {
      adjoint.compute(coefficients, i, weights, i * features, 1);
      neighborhood.setEdges(offsets[i], offsets[i + 1], edgeSpecies, edgeVectors);
      for (int channel = 0; channel < blocks.channels(); channel++) {
        if (coefficients.present(i, channel)) {
          gradients.add(adjoint.channel(channel), channel, neighborhood, byEdge, strain);
        }
      }
    }
    double[] byPair = new double[3 * pairs];
    for (int edge = 0; edge < pairOf.length; edge++) {
      int pair = Math.max(pairOf[edge], ~pairOf[edge]);
      for (int k = 0; k < 3; k++) {
        byPair[3 * pair + k] += sign(edge) * byEdge[3 * edge + k];
      }
    }
    return byPair;
  }

  /**
   * How the rows change, to first order, when the vectors do: the transpose of {@link #backward}.
   *
   * @param motion δv, three numbers a pair in Å
   * @return δx in the order of {@link #values()}
   */
  public double[] pushForward(double[] motion) {
    requireLength("motion", motion, 3 * pairs);
    double[] byEdge = new double[6 * pairs];
    for (int edge = 0; edge < pairOf.length; edge++) {
      int pair = Math.max(pairOf[edge], ~pairOf[edge]);
      for (int k = 0; k < 3; k++) {
        byEdge[3 * edge + k] = sign(edge) * motion[3 * pair + k];
      }
    }
    double[] tangents = new double[atoms * features];
    for (int i = 0; i < atoms; i++) {
      neighborhood.setEdges(offsets[i], offsets[i + 1], edgeSpecies, edgeVectors);
      tangent.clear();
      tangent.add(neighborhood, byEdge, NO_STRAIN);
      tangent.write(coefficients, i, tangents, i * features, features);
    }
    return tangents;
  }

  /** −1 where the pair is seen from its second end. */
  private int sign(int edge) {
    return pairOf[edge] < 0 ? -1 : 1;
  }

  private static void requireLength(String name, double[] array, int length) {
    if (array.length != length) {
      throw new IllegalArgumentException(
          "soap: " + name + " needs " + length + " numbers, got " + array.length);
    }
  }
}
