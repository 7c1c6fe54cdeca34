package org.quarry.network;

import java.util.Arrays;
import org.quarry.atoms.Configuration;
import org.quarry.descriptor.soap.Soap;
import org.quarry.descriptor.soap.SoapDerivatives;
import org.quarry.descriptor.soap.SoapDerivatives.Centers;

/** SOAP vectors of every atom with their derivatives. */
final class SoapVectors implements DifferentiableVectors {
  private final Soap soap;
  private final SoapDerivatives derivatives;

  SoapVectors(Soap soap) {
    this.soap = soap;
    this.derivatives = SoapDerivatives.of(soap);
  }

  @Override
  public String hash() {
    return soap.parameters().hash();
  }

  @Override
  public int features() {
    return soap.features();
  }

  @Override
  public double[] of(Configuration configuration) {
    int rows = derivatives.evaluate(configuration);
    return Arrays.copyOf(derivatives.values(), rows * soap.features());
  }

  @Override
  public void backward(double[] weights, double[] gradient, double[] strain) {
    derivatives.backward(weights, Centers.ATTACHED, gradient, strain);
  }
}
