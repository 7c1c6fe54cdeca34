package org.quarry.descriptor.coulomb;

import java.util.Map;
import org.quarry.parameters.Parameters;

/**
 * Parameters of the sine matrix.
 *
 * @param form what becomes of the matrix
 */
public record SineParameters(MatrixForm form) implements Parameters {
  static final String NAME = "sine";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> toMap() {
    return form.toMap();
  }
}
