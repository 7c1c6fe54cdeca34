package org.quarry.network.training;

import java.util.List;
import org.quarry.network.Model;

/**
 * What came out of a training.
 *
 * @param model the model that was kept
 * @param curve a point for each round
 */
public record Training(Model model, List<CurvePoint> curve) {
  public Training {
    curve = List.copyOf(curve);
  }
}
