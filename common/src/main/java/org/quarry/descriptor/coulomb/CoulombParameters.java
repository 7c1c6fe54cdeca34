package org.quarry.descriptor.coulomb;

import java.util.Map;
import org.quarry.parameters.Parameters;

/**
 * Parameters of the Coulomb matrix.
 *
 * @param form what becomes of the matrix
 */
public record CoulombParameters(MatrixForm form) implements Parameters {
  static final String NAME = "coulomb";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> toMap() {
    return form.toMap();
  }
}
