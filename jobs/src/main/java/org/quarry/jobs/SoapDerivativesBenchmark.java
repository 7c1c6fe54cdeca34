package org.quarry.jobs;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.quarry.atoms.Configuration;
import org.quarry.descriptor.Descriptor.Rows;
import org.quarry.descriptor.Descriptors;
import org.quarry.descriptor.soap.Soap;
import org.quarry.descriptor.soap.SoapDerivatives;
import org.quarry.descriptor.soap.SoapDerivatives.Centers;
import org.quarry.parameters.Settings;

/**
 * SOAP with its derivatives, the values included, per centre. Settings: those of {@code bench
 * soap}.
 *
 * <p>{@code soap-vjp} is what a step of training on forces and stresses asks of the descriptor: a
 * weight for each feature, multiplied with the Jacobian; {@code soap-jvp}, the product from the
 * other side, is what it asks before a step of the optimiser. {@code soap-jacobian} is the
 * derivative of each feature of each centre by each atom in its reach.
 */
final class SoapDerivativesBenchmark implements Benchmark {
  /** What is done with the derivatives of a configuration just evaluated. */
  private interface Use {
    void of(SoapDerivatives derivatives, int rows);
  }

  private final String name;
  private final BiFunction<Soap, Integer, Use> uses;

  private SoapDerivativesBenchmark(String name, BiFunction<Soap, Integer, Use> uses) {
    this.name = name;
    this.uses = uses;
  }

  static Benchmark product() {
    return new SoapDerivativesBenchmark("soap-vjp", SoapDerivativesBenchmark::product);
  }

  static Benchmark tangent() {
    return new SoapDerivativesBenchmark("soap-jvp", SoapDerivativesBenchmark::tangent);
  }

  static Benchmark jacobian() {
    return new SoapDerivativesBenchmark("soap-jacobian", SoapDerivativesBenchmark::jacobian);
  }

  private static Use product(Soap soap, int atoms) {
    double[] weights = new double[atoms * soap.features()];
    double[] gradient = new double[3 * atoms];
    double[] strain = new double[6];
    Arrays.fill(weights, 1);
    return (derivatives, rows) -> derivatives.backward(weights, Centers.ATTACHED, gradient, strain);
  }

  private static Use tangent(Soap soap, int atoms) {
    double[] motion = new double[3 * atoms];
    double[] strain = new double[6];
    double[] tangents = new double[atoms * soap.features()];
    motion[0] = 1;
    return (derivatives, rows) ->
        derivatives.pushForward(motion, strain, Centers.ATTACHED, tangents);
  }

  private static Use jacobian(Soap soap, int atoms) {
    if (soap.rows() == Rows.CONFIGURATION) {
      double[] dense = new double[3 * atoms * soap.features()];
      return (derivatives, rows) -> derivatives.jacobian(Centers.ATTACHED, dense);
    }
    return (derivatives, rows) -> {
      for (int center = 0; center < rows; center++) {
        derivatives.differentiate(center, Centers.ATTACHED);
      }
    };
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String unit() {
    return "us/center";
  }

  @Override
  public Workload prepare(Settings settings, List<Configuration> structures) {
    Map<String, Object> values = new LinkedHashMap<>(DescriptorBenchmark.soapDefaults(structures));
    values.putAll(settings.toMap());
    Soap soap = (Soap) Descriptors.of("soap", values);
    structures.forEach(soap.evaluator()::evaluate); // refuses what it cannot describe
    long centers = structures.stream().mapToLong(Configuration::size).sum();
    int largest = structures.stream().mapToInt(Configuration::size).max().orElseThrow();
    return new Workload() {
      @Override
      public Map<String, Object> parameters() {
        return soap.parameters().toMap();
      }

      @Override
      public Batch batch() {
        SoapDerivatives derivatives = SoapDerivatives.of(soap);
        Use use = uses.apply(soap, largest);
        return () -> {
          for (Configuration structure : structures) {
            use.of(derivatives, derivatives.evaluate(structure));
          }
          return centers;
        };
      }
    };
  }
}
