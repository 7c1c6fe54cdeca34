package org.quarry.network;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.quarry.atoms.Element;
import org.quarry.regression.LeastSquares;

/**
 * The zero and the scale of a network's energies: E = Σ_i e_{Z_i} + s · Y, Y being what the network
 * says of the whole configuration. So forces are s times those of Y.
 *
 * <p>e_Z per element comes from least squares of energies per atom on the training rows; where
 * compositions do not tell elements apart, the solution nearest to the mean energy per atom is
 * taken. s is, unless told otherwise, the root mean square of what remains, in eV per atom, and at
 * least 1 meV.
 */
public final class EnergyReference implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final double MINIMUM_SCALE = 1e-3;

  private final double[] byAtomicNumber; // NaN for unknown elements
  private final double scale;

  private EnergyReference(double[] byAtomicNumber, double scale) {
    this.byAtomicNumber = byAtomicNumber;
    this.scale = scale;
  }

  /** A reference with known numbers: eV of an atom, and s in eV. */
  public static EnergyReference of(SortedMap<Element, Double> atoms, double scale) {
    if (atoms.isEmpty() || !(scale > 0) || scale == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          atoms.size() + " reference energies with the scale " + scale + " eV");
    }
    double[] table = new double[119];
    Arrays.fill(table, Double.NaN);
    atoms.forEach(
        (element, eV) -> {
          if (!Double.isFinite(eV)) {
            throw new IllegalArgumentException(element + " has the reference energy " + eV);
          }
          table[element.atomicNumber()] = eV;
        });
    return new EnergyReference(table, scale);
  }

  /** Reference energies in eV by element. */
  public SortedMap<Element, Double> atoms() {
    SortedMap<Element, Double> atoms = new TreeMap<>();
    for (int z = 1; z < byAtomicNumber.length; z++) {
      if (!Double.isNaN(byAtomicNumber[z])) {
        atoms.put(Element.of(z), byAtomicNumber[z]);
      }
    }
    return atoms;
  }

  /** s in eV. */
  public double scale() {
    return scale;
  }

  /** The same zero with another scale. */
  public EnergyReference withScale(double eV) {
    return of(atoms(), Math.max(MINIMUM_SCALE, eV));
  }

  /** e_Z in eV, NaN for an element that is not known. */
  public double atom(int atomicNumber) {
    return byAtomicNumber[atomicNumber];
  }

  /** Gathers rows, added one by one. */
  public static final class Fit {
    private final List<Element> elements;
    private final List<double[]> fractions = new ArrayList<>();
    private final List<Double> energies = new ArrayList<>();

    /** A fit for a species list; elements that no row holds get the mean energy per atom. */
    public Fit(List<Element> elements) {
      this.elements = List.copyOf(elements);
    }

    /** Adds a configuration by its atomic numbers and energy in eV. */
    public void add(int[] atomicNumbers, double eV) {
      double[] share = new double[elements.size()];
      for (int z : atomicNumbers) {
        share[elements.indexOf(Element.of(z))] += 1.0 / atomicNumbers.length;
      }
      fractions.add(share);
      energies.add(eV / atomicNumbers.length);
    }

    /**
     * The reference.
     *
     * @throws IllegalStateException without any row
     */
    public EnergyReference reference() {
      if (energies.isEmpty()) {
        throw new IllegalStateException("no energy to fit reference energies to");
      }
      double mean = energies.stream().mapToDouble(e -> e).average().orElseThrow();
      double[] rest = energies.stream().mapToDouble(e -> e - mean).toArray();
      double[] shift = LeastSquares.solve(fractions.toArray(double[][]::new), rest);
      double squares = 0;
      for (int r = 0; r < rest.length; r++) {
        double left = rest[r];
        for (int k = 0; k < shift.length; k++) {
          left -= fractions.get(r)[k] * shift[k];
        }
        squares += left * left;
      }
      SortedMap<Element, Double> atoms = new TreeMap<>();
      for (int k = 0; k < shift.length; k++) {
        atoms.put(elements.get(k), mean + shift[k]);
      }
      return of(atoms, Math.max(MINIMUM_SCALE, Math.sqrt(squares / rest.length)));
    }
  }
}
