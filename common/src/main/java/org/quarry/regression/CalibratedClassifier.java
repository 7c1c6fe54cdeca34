package org.quarry.regression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A classifier whose probabilities go through a calibration. */
final class CalibratedClassifier implements Classifier {
  static final String TYPE = "calibrated";
  private static final int VERSION = 1;

  private final Classifier classifier;
  private final Calibration calibration;

  CalibratedClassifier(Classifier classifier, Calibration calibration) {
    this.classifier = classifier;
    this.calibration = calibration;
  }

  @Override
  public int features() {
    return classifier.features();
  }

  @Override
  public int classes() {
    return classifier.classes();
  }

  @Override
  public double[] probabilities(double[] features) {
    return calibration.apply(classifier.probabilities(features));
  }

  @Override
  public JsonNode toJson() {
    ObjectNode json = ModelJson.object(TYPE, VERSION);
    json.set("classifier", classifier.toJson());
    json.set("calibration", calibration.toJson());
    return json;
  }

  static CalibratedClassifier fromJson(JsonNode json) {
    ModelJson.expect(json, TYPE, VERSION);
    Classifier classifier = Classifier.fromJson(ModelJson.objectField(json, "classifier"));
    Calibration calibration = Calibration.fromJson(ModelJson.objectField(json, "calibration"));
    double[] uniform = new double[classifier.classes()];
    java.util.Arrays.fill(uniform, 1.0 / uniform.length);
    try {
      if (calibration.apply(uniform).length != uniform.length) {
        throw new IllegalArgumentException("the calibration has another number of classes");
      }
    } catch (ArrayIndexOutOfBoundsException e) {
      throw new IllegalArgumentException("the calibration has another number of classes", e);
    }
    return new CalibratedClassifier(classifier, calibration);
  }
}
