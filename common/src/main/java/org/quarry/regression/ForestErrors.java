package org.quarry.regression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;

/**
 * The error of each potential by a forest of regression trees of its own: the mean of its trees.
 * The n-th trees of all potentials grew on the same draw of rows; the probability of a class is the
 * share of these draws that vote for it.
 */
final class ForestErrors implements ErrorModel {
  static final String TYPE = "forest-errors";
  private static final int VERSION = 1;

  private final Standardizer standardizer;
  private final double tolerance;
  private final ValueTree[][] trees; // [potential][draw]

  ForestErrors(Standardizer standardizer, double tolerance, ValueTree[][] trees) {
    for (ValueTree[] forest : trees) {
      if (forest.length == 0 || forest.length != trees[0].length) {
        throw new IllegalArgumentException("the forests differ in their number of trees");
      }
    }
    this.standardizer = standardizer;
    this.tolerance = tolerance;
    this.trees = trees;
  }

  @Override
  public int potentials() {
    return trees.length;
  }

  @Override
  public Forecast forecast(double[][] features, double[] aligned) {
    double[] x = standardizer.apply(ErrorRows.concatenate(features));
    int draws = trees[0].length;
    double[] votes = new double[trees.length + 1];
    double[] expected = new double[trees.length];
    double[] errors = new double[trees.length];
    for (int draw = 0; draw < draws; draw++) {
      for (int p = 0; p < errors.length; p++) {
        errors[p] = Double.isNaN(aligned[p]) ? Double.NaN : trees[p][draw].value(x);
        expected[p] += errors[p] / draws;
      }
      votes[ErrorRows.label(p -> errors[p], errors.length, tolerance)] += 1.0 / draws;
    }
    return new Forecast(votes, expected);
  }

  @Override
  public JsonNode toJson() {
    ObjectNode json = ModelJson.object(TYPE, VERSION).put("tolerance", tolerance);
    json.set("standardizer", standardizer.toJson());
    var forests = json.putArray("forests");
    for (ValueTree[] forest : trees) {
      var array = forests.addObject().putArray("trees");
      Arrays.stream(forest).map(ValueTree::toJson).forEach(array::add);
    }
    return json;
  }

  static ForestErrors fromJson(JsonNode json) {
    ModelJson.expect(json, TYPE, VERSION);
    Standardizer standardizer = Standardizer.fromJson(ModelJson.objectField(json, "standardizer"));
    ValueTree[][] trees =
        ModelJson.elements(
            json,
            "forests",
            ValueTree[][]::new,
            forest ->
                ModelJson.elements(
                    forest,
                    "trees",
                    ValueTree[]::new,
                    tree -> ValueTree.fromJson(tree, standardizer.features())));
    if (trees.length == 0) {
      throw new IllegalArgumentException("\"forests\" is empty");
    }
    return new ForestErrors(standardizer, ModelJson.number(json, "tolerance"), trees);
  }
}
