package org.quarry.network.potential;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.network.autograd.Node;

/** The laws that every potential obeys, whatever its representation. */
class NeuralPotentialTest {
  private static final double STEP = 1e-3;

  @ParameterizedTest
  @MethodSource("org.quarry.network.potential.Potentials#representations")
  void forcesAreTheNegativeGradient(Representation representation) {
    Potentials p = new Potentials(representation);
    Configuration[] all = {
      Potentials.molecule(), Potentials.crystal(), Potentials.slab(), Potentials.atom()
    };
    double[] forces = p.forces(all);
    double largest = Arrays.stream(forces).map(Math::abs).max().orElseThrow();
    int at = 0;
    for (int c = 0; c < all.length; c++) {
      Configuration moved = all[c];
      for (int i = 0; i < 3 * moved.size(); i++) {
        int coordinate = i;
        double slope =
            slope(
                h -> {
                  double[] x = moved.positions();
                  x[coordinate] += h;
                  return p.energies(moved.withPositions(x))[0];
                });
        assertEquals(-slope, forces[at++], 1e-6 * largest * 0.1, "component " + (at - 1));
      }
    }
    assertTrue(largest > 1e-3, "the forces are not all zero");
  }

  @ParameterizedTest
  @MethodSource("org.quarry.network.potential.Potentials#representations")
  void lastDerivativesGiveTheSameForces(Representation representation) {
    Potentials p = new Potentials(representation);
    PairBatch batch = PairBatch.of(Potentials.CUTOFF, Potentials.molecule(), Potentials.crystal());
    double[] last = p.read(batch, (q, w) -> q.lastDerivatives().forces().toArray());
    assertArrayEquals(p.forces(Potentials.molecule(), Potentials.crystal()), last, 1e-13);
  }

  @ParameterizedTest
  @MethodSource("org.quarry.network.potential.Potentials#representations")
  void strainDerivativesAreSlopesOfTheEnergyUnderStrain(Representation representation) {
    Potentials p = new Potentials(representation);
    Configuration[] all = {Potentials.molecule(), Potentials.crystal(), Potentials.slab()};
    double[] derivatives = p.strainDerivatives(all);
    double largest = Arrays.stream(derivatives).map(Math::abs).max().orElseThrow();
    for (int c = 0; c < all.length; c++) {
      for (int k = 0; k < 3; k++) {
        for (int l = 0; l < 3; l++) {
          Configuration still = all[c];
          int from = k;
          int to = l;
          double slope = slope(h -> p.energies(strained(still, from, to, h))[0]);
          assertEquals(slope, derivatives[9 * c + 3 * k + l], 1e-6 * largest);
          assertEquals(
              derivatives[9 * c + 3 * k + l], derivatives[9 * c + 3 * l + k], 1e-12 * largest);
        }
      }
    }
  }

  private static Configuration strained(Configuration c, int from, int to, double strain) {
    Cell cell =
        c.cell().isNone() ? c.cell() : Cell.of(strained(c.cell().toArray(), from, to, strain));
    return Configuration.of(
        c.atomicNumbers(), strained(c.positions(), from, to, strain), cell, c.pbc());
  }

  private static double[] strained(double[] vectors, int from, int to, double strain) {
    double[] result = vectors.clone();
    for (int i = 0; i < vectors.length; i += 3) {
      result[i + to] += strain * vectors[i + from];
    }
    return result;
  }

  @ParameterizedTest
  @MethodSource("org.quarry.network.potential.Potentials#representations")
  void parameterGradientsOfTheLossAreItsSlopes(Representation representation) {
    Potentials p = new Potentials(representation);
    PairBatch batch =
        PairBatch.of(
            Potentials.CUTOFF, Potentials.molecule(), Potentials.crystal(), Potentials.atom());
    Random random = new Random(5);
    double[] energies = random.doubles(batch.size(), -1, 1).toArray();
    double[] forces = random.doubles(3L * batch.atoms(), -1, 1).toArray();
    double[] strains = random.doubles(9L * batch.size(), -1, 1).toArray();
    Function<Prediction, Node> loss =
        q -> new EnergyForceLoss(0.3).of(q, energies, forces).plus(stressTerm(q, strains));
    double[] gradient = p.gradient(batch, loss);
    double largest = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
    for (ParameterLayout.Slice slice : p.layout.slices()) {
      for (int i = 0; i < slice.size(); i += Math.max(1, slice.size() / 3)) {
        int at = slice.offset() + i;
        double value = p.parameters[at];
        double slope =
            slope(
                h -> {
                  p.parameters[at] = value + h;
                  double changed = p.read(batch, (q, w) -> loss.apply(q).toNumber());
                  p.parameters[at] = value;
                  return changed;
                });
        assertEquals(slope, gradient[at], 1e-7 * largest, slice + ", entry " + i);
      }
    }
  }

  private static Node stressTerm(Prediction prediction, double[] labels) {
    Node strains = prediction.derivatives().strainDerivatives();
    Node errors = strains.minus(strains.tape().constant(labels, strains.rows(), 9));
    return errors.square().sum().times(0.01);
  }

  @ParameterizedTest
  @MethodSource("org.quarry.network.potential.Potentials#representations")
  void rotationAndTranslationTurnTheForcesAndLeaveTheEnergy(Representation representation) {
    Potentials p = new Potentials(representation);
    for (Configuration c :
        List.of(Potentials.molecule(), Potentials.crystal(), Potentials.slab())) {
      double[] shifted = rotated(c.positions());
      for (int i = 0; i < shifted.length; i++) {
        shifted[i] += 0.37 * (i % 3 + 1);
      }
      double[] cell = c.cell().toArray();
      Configuration turned =
          Configuration.of(
              c.atomicNumbers(),
              shifted,
              c.cell().isNone() ? c.cell() : Cell.of(rotated(cell)),
              c.pbc());
      assertEquals(p.energies(c)[0], p.energies(turned)[0], 1e-10);
      assertArrayEquals(rotated(p.forces(c)), p.forces(turned), 1e-10);
    }
  }

  /** By 0.7 about z, then by −1.1 about x. */
  private static double[] rotated(double[] vectors) {
    double c = Math.cos(0.7);
    double s = Math.sin(0.7);
    double d = Math.cos(-1.1);
    double t = Math.sin(-1.1);
    double[] result = new double[vectors.length];
    for (int i = 0; i < vectors.length; i += 3) {
      double y = s * vectors[i] + c * vectors[i + 1];
      result[i] = c * vectors[i] - s * vectors[i + 1];
      result[i + 1] = d * y - t * vectors[i + 2];
      result[i + 2] = t * y + d * vectors[i + 2];
    }
    return result;
  }

  @ParameterizedTest
  @MethodSource("org.quarry.network.potential.Potentials#representations")
  void reflectionLeavesTheEnergy(Representation representation) {
    Potentials p = new Potentials(representation);
    Configuration c = Potentials.molecule();
    double[] mirrored = Arrays.stream(c.positions()).map(x -> -x).toArray();
    assertEquals(p.energies(c)[0], p.energies(c.withPositions(mirrored))[0], 1e-10);
  }

  @ParameterizedTest
  @MethodSource("org.quarry.network.potential.Potentials#representations")
  void theOrderOfAtomsDoesNotMatter(Representation representation) {
    Potentials p = new Potentials(representation);
    for (Configuration c :
        List.of(Potentials.molecule(), Potentials.crystal(), Potentials.slab())) {
      int size = c.size();
      int[] numbers = new int[size];
      double[] positions = new double[3 * size];
      double[] forces = p.forces(c);
      double[] expected = new double[3 * size];
      for (int i = 0; i < size; i++) {
        int other = (i + 2) % size == i ? (i + 1) % size : (i + 2) % size;
        numbers[i] = c.atomicNumber(other);
        System.arraycopy(c.positions(), 3 * other, positions, 3 * i, 3);
        System.arraycopy(forces, 3 * other, expected, 3 * i, 3);
      }
      Configuration permuted = Configuration.of(numbers, positions, c.cell(), c.pbc());
      assertEquals(p.energies(c)[0], p.energies(permuted)[0], 1e-10);
      assertArrayEquals(expected, p.forces(permuted), 1e-10);
    }
  }

  @ParameterizedTest
  @MethodSource("org.quarry.network.potential.Potentials#representations")
  void theChoiceOfCellDoesNotMatter(Representation representation) {
    Potentials p = new Potentials(representation);
    Configuration c = Potentials.crystal();
    double[] h = c.cell().toArray();
    double[] sheared = h.clone();
    double[] doubled = h.clone();
    for (int k = 0; k < 3; k++) {
      sheared[3 + k] = h[3 + k] + h[k]; // b + a
      doubled[k] = 2 * h[k];
    }
    double[] away = c.positions();
    for (int k = 0; k < 3; k++) {
      away[3 + k] -= 2 * h[k] - h[6 + k]; // atom 1 in another cell
    }
    Configuration other = Configuration.of(c.atomicNumbers(), away, Cell.of(sheared), c.pbc());
    assertEquals(p.energies(c)[0], p.energies(other)[0], 1e-10);
    assertArrayEquals(p.forces(c), p.forces(other), 1e-10);

    double[] twice = Arrays.copyOf(c.positions(), 18);
    int[] numbers = Arrays.copyOf(c.atomicNumbers(), 6);
    for (int i = 0; i < 9; i++) {
      twice[9 + i] = twice[i] + h[i % 3];
      numbers[3 + i / 3] = numbers[i / 3];
    }
    Configuration supercell = Configuration.of(numbers, twice, Cell.of(doubled), c.pbc());
    assertEquals(2 * p.energies(c)[0], p.energies(supercell)[0], 1e-10);
  }

  @ParameterizedTest
  @MethodSource("org.quarry.network.potential.Potentials#representations")
  void aConfigurationDoesNotSeeTheOthersOfItsBatch(Representation representation) {
    Potentials p = new Potentials(representation);
    double[] together =
        p.energies(
            Potentials.atom(), Potentials.molecule(), Potentials.crystal(), Potentials.slab());
    assertEquals(p.energies(Potentials.atom())[0], together[0], 1e-12);
    assertEquals(p.energies(Potentials.molecule())[0], together[1], 1e-12);
    assertEquals(p.energies(Potentials.crystal())[0], together[2], 1e-12);
    assertEquals(p.energies(Potentials.slab())[0], together[3], 1e-12);
  }

  @ParameterizedTest
  @MethodSource("org.quarry.network.potential.Potentials#representations")
  void energiesAreSmoothWhereAnAtomLeavesTheCutoff(Representation representation) {
    Potentials p = new Potentials(representation);
    double inside = p.energies(dimer(Potentials.CUTOFF - 1e-7))[0];
    double outside = p.energies(dimer(Potentials.CUTOFF + 1e-7))[0];
    assertEquals(outside, inside, 1e-10);
    assertEquals(0, p.forces(dimer(Potentials.CUTOFF - 1e-7))[0], 1e-5);
  }

  private static Configuration dimer(double distance) {
    return Configuration.isolated(new int[] {6, 8}, new double[] {0, 0, 0, distance, 0, 0});
  }

  @ParameterizedTest
  @MethodSource("org.quarry.network.potential.Potentials#representations")
  void anUnknownElementIsNamed(Representation representation) {
    Potentials p = new Potentials(representation);
    Configuration silicon = Configuration.isolated(new int[] {14}, new double[3]);
    String message =
        assertThrows(IllegalArgumentException.class, () -> p.energies(silicon)).getMessage();
    assertTrue(message.contains("Si"), message);
  }

  @Test
  void representationAndPredictionHaveParametersOfTheirOwn() {
    NeuralPotential potential =
        NeuralPotential.of(Potentials.representations().findFirst().orElseThrow());
    for (ParameterLayout.Slice slice : potential.layout().slices()) {
      assertTrue(
          slice.name().startsWith("representation.") != slice.name().startsWith("energy."),
          slice.name());
    }
  }

  private interface Energy {
    double at(double displacement);
  }

  /** Central differences with the leading error taken out. */
  private static double slope(Energy energy) {
    double near = (energy.at(STEP) - energy.at(-STEP)) / (2 * STEP);
    double far = (energy.at(2 * STEP) - energy.at(-2 * STEP)) / (4 * STEP);
    return (4 * near - far) / 3;
  }
}
