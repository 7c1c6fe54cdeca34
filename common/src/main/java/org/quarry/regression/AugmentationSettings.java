package org.quarry.regression;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.quarry.parameters.Parameters;

/**
 * All that label augmentation is told.
 *
 * @param alignment how empirical energies come to the reference's zero
 * @param features what potentials are judged by
 * @param errors how their errors are learnt
 * @param tolerance c, the error in eV per atom up to which a potential is good enough; 0.1 in the
 *     paper
 * @param policy how a choice follows
 */
public record AugmentationSettings(
    AlignmentSettings alignment,
    List<FeatureBlock> features,
    ErrorModelTrainer errors,
    double tolerance,
    DecisionPolicy policy)
    implements Parameters {
  public AugmentationSettings {
    features = List.copyOf(features);
    AuxiliaryClassifier.requireTolerance(tolerance);
  }

  @Override
  public String name() {
    return "augmentation";
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new TreeMap<>();
    map.put("alignment", alignment.toMap());
    map.put("features", features.stream().map(FeatureBlock::text).toList());
    map.put("model", errors.parameters().name());
    map.put("model_parameters", errors.parameters().toMap());
    map.put("tolerance", tolerance);
    map.put("policy", policy.toMap());
    return map;
  }
}
