package org.quarry.network.potential;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.quarry.atoms.Element;
import org.quarry.descriptor.soap.PairSoap;
import org.quarry.descriptor.soap.Soap;
import org.quarry.descriptor.soap.SoapParameters;
import org.quarry.descriptor.soap.SoapParameters.Average;
import org.quarry.descriptor.soap.Weighting;
import org.quarry.network.autograd.LinearOperator;
import org.quarry.network.autograd.Node;
import org.quarry.network.autograd.PairIndex;

/**
 * SOAPNet's representation: the standardized SOAP vector of each atom and its element one-hot, x,
 * beside what an MLP makes of them: (x, h_K(x)) with h_k = silu(W_k h_{k−1} + b_k), h_0 = x.
 *
 * <p>Read by a linear {@link AtomwiseEnergy}, as it is by default, the energy of an atom is u·x +
 * MLP(x), one network for all elements: the linear path carries what few labels can support, the
 * MLP bends it.
 *
 * <p>Vectors are differentiated by the positions through SOAP's vector–Jacobian product, which is
 * trained through its transpose. So that energies and forces are continuous where atoms come into
 * reach, the weighting has to be {@code poly}, level at its end r0, which is the cutoff.
 *
 * @param soap descriptor of an atom; r0 ≤ {@link SoapParameters#reach()}, m ≥ 1, no average
 * @param hidden widths of the layers, none for the linear model
 * @param standardization of the descriptor's numbers
 */
public record SoapFeatures(
    SoapParameters soap, List<Integer> hidden, Standardization standardization)
    implements Representation {
  public SoapFeatures {
    Objects.requireNonNull(soap);
    hidden = List.copyOf(hidden);
    for (int width : hidden) {
      if (width < 1) {
        throw new IllegalArgumentException("a hidden layer has at least one unit, got " + width);
      }
    }
    if (soap.average() != Average.OFF) {
      throw new IllegalArgumentException("a network reads SOAP vectors of atoms: average off");
    }
    Weighting weighting = soap.weighting();
    if (weighting.function() != Weighting.Function.POLY
        || weighting.m() < 1
        || weighting.r0() > soap.reach()) {
      throw new IllegalArgumentException(
          "forces are continuous only with weighting poly, m at least 1 and r0 within "
              + soap.reach()
              + " Å; got "
              + weighting);
    }
    int features = Soap.of(soap).features();
    if (standardization.features() != features) {
      throw new IllegalArgumentException(
          standardization.features()
              + " features are standardized, the descriptor has "
              + features);
    }
  }

  /** The representation with vectors as they are, to be {@linkplain #fittedTo fitted}. */
  public static SoapFeatures of(SoapParameters soap, List<Integer> hidden) {
    return new SoapFeatures(soap, hidden, Standardization.none(Soap.of(soap).features()));
  }

  /** A descriptor with a weight of (1 + 2t³ − 3t²)² that ends at r_cut, t = r/r_cut. */
  public static SoapParameters smooth(SoapParameters soap) {
    return soap.withWeighting(
        new Weighting(Weighting.Function.POLY, soap.rCut(), 1, 1, 2, OptionalDouble.empty()));
  }

  @Override
  public List<String> species() {
    return soap.species().stream().map(Element::symbol).toList();
  }

  @Override
  public double cutoff() {
    return soap.weighting().r0();
  }

  @Override
  public int features() {
    return inputs() + (hidden.isEmpty() ? 0 : hidden.get(hidden.size() - 1));
  }

  /** The energy is linear in what comes out. */
  @Override
  public int readoutWidth() {
    return 0;
  }

  private int inputs() {
    return standardization.features() + soap.species().size();
  }

  @Override
  public Representation fittedTo(PairBatch batch) {
    PairSoap vectors = describe(batch);
    return new SoapFeatures(
        soap, hidden, Standardization.of(vectors.values(), standardization.features()));
  }

  @Override
  public void declare(ParameterLayout.Builder layout, String prefix) {
    int below = inputs();
    for (int k = 0; k < hidden.size(); k++) {
      layout.dense(name(prefix, k), below, hidden.get(k));
      below = hidden.get(k);
    }
  }

  @Override
  public Node describe(PairGeometry geometry, Weights weights, String prefix) {
    PairBatch batch = geometry.batch();
    PairSoap vectors = describe(batch);
    Node x =
        geometry
            .vectors()
            .linearized(
                standardization.applied(vectors.values()),
                new Jacobian(vectors, standardization, batch));
    x = Node.join(List.of(x, elements(geometry)));
    Node h = x;
    for (int k = 0; k < hidden.size(); k++) {
      h = weights.dense(name(prefix, k), h).silu();
    }
    return hidden.isEmpty() ? x : Node.join(List.of(x, h));
  }

  private PairSoap describe(PairBatch batch) {
    SpeciesIndex.of(batch, species()); // names an element that is not there
    int[] numbers = new int[batch.atoms()];
    Arrays.setAll(numbers, batch::atomicNumber);
    PairIndex pairs = batch.pairs();
    int[] first = new int[pairs.size()];
    int[] second = new int[pairs.size()];
    Arrays.setAll(first, pairs.first()::target);
    Arrays.setAll(second, pairs.second()::target);
    return PairSoap.of(Soap.of(soap), numbers, first, second, batch.vectors());
  }

  private Node elements(PairGeometry geometry) {
    var index = SpeciesIndex.of(geometry.batch(), species());
    int columns = soap.species().size();
    double[] oneHot = new double[index.size() * columns];
    for (int i = 0; i < index.size(); i++) {
      oneHot[i * columns + index.target(i)] = 1;
    }
    return geometry.vectors().tape().constant(oneHot, index.size(), columns);
  }

  private static String name(String prefix, int layer) {
    return prefix + "hidden" + (layer + 1);
  }

  /** Of the standardized vectors by those of the pairs. */
  private record Jacobian(PairSoap vectors, Standardization standardization, PairBatch batch)
      implements LinearOperator {
    @Override
    public Shape from() {
      return new Shape(batch.pairs().size(), 3);
    }

    @Override
    public Shape to() {
      return new Shape(batch.atoms(), standardization.features());
    }

    @Override
    public double[] times(double[] motion) {
      return standardization.scaled(vectors.pushForward(motion));
    }

    @Override
    public double[] transposeTimes(double[] slopes) {
      return vectors.backward(standardization.scaled(slopes));
    }
  }
}
