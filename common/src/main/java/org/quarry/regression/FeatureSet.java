package org.quarry.regression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.quarry.atoms.Element;

/**
 * The features by which potentials are judged: some {@linkplain FeatureBlock blocks}, each a vector
 * of its own. Nothing of a reference energy enters but through the alignment, which is fitted on
 * training rows alone.
 *
 * @param blocks in their order; none twice
 * @param elements those whose fractions {@link FeatureBlock#COMPOSITION} tells apart
 * @param descriptorWidth length of the pooled descriptors; 0 where no block needs them
 */
public record FeatureSet(List<FeatureBlock> blocks, List<Element> elements, int descriptorWidth) {
  private static final String TYPE = "features";
  private static final int VERSION = 1;

  public FeatureSet {
    blocks = List.copyOf(blocks);
    elements = List.copyOf(elements);
    if (blocks.isEmpty() || blocks.stream().distinct().count() < blocks.size()) {
      throw new IllegalArgumentException(
          "features are one block or more, none twice, got " + text(blocks));
    }
    if (needsDescriptor(blocks) && descriptorWidth < 1) {
      throw new IllegalArgumentException("features " + text(blocks) + " need a descriptor");
    }
  }

  /** Blocks for a set of training rows: their elements, the width of their descriptors. */
  public static FeatureSet of(List<FeatureBlock> blocks, List<Observation> training) {
    return new FeatureSet(
        blocks,
        List.copyOf(
            training.stream()
                .flatMap(row -> row.composition().counts().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new))),
        training.get(0).descriptorWidth());
  }

  /** Whether some block is made of descriptors. */
  public static boolean needsDescriptor(List<FeatureBlock> blocks) {
    return blocks.contains(FeatureBlock.DESCRIPTOR) || blocks.contains(FeatureBlock.DESCRIPTOR_SUM);
  }

  /** Names of blocks, separated by commas. */
  public static String text(List<FeatureBlock> blocks) {
    return blocks.stream().map(FeatureBlock::text).collect(Collectors.joining(","));
  }

  /**
   * The vectors of all blocks.
   *
   * @param aligned aligned energies per atom in eV, a potential each; NaN for no answer
   */
  double[][] of(Observation observation, double[] aligned) {
    double[][] vectors = new double[blocks.size()][];
    for (int b = 0; b < vectors.length; b++) {
      vectors[b] =
          switch (blocks.get(b)) {
            case DESCRIPTOR -> descriptor(observation, 1);
            case DESCRIPTOR_SUM -> descriptor(observation, observation.composition().size());
            case COMPOSITION -> composition(observation.composition());
            case DENSITY -> new double[] {observation.density()};
            case SPREAD -> spread(aligned);
          };
    }
    return vectors;
  }

  private double[] descriptor(Observation observation, double factor) {
    if (observation.descriptorWidth() != descriptorWidth) {
      throw new IllegalArgumentException(
          "the model was fitted on descriptors of "
              + descriptorWidth
              + " numbers, got "
              + observation.descriptorWidth());
    }
    return Arrays.stream(observation.descriptor()).map(x -> factor * x).toArray();
  }

  private double[] composition(Composition composition) {
    double[] values = new double[elements.size() + 2];
    double others = 1;
    for (int i = 0; i < elements.size(); i++) {
      values[i] =
          composition.counts().getOrDefault(elements.get(i), 0) / (double) composition.size();
      others -= values[i];
    }
    values[elements.size()] = Math.max(0, others);
    values[elements.size() + 1] = StrictMath.log(composition.size());
    return values;
  }

  private static double[] spread(double[] aligned) {
    double[] values = new double[2 * aligned.length];
    Optional<Double> middle = median(aligned);
    for (int p = 0; p < aligned.length; p++) {
      if (!Double.isNaN(aligned[p])) {
        values[p] = aligned[p] - middle.orElseThrow();
        values[aligned.length + p] = 1;
      }
    }
    return values;
  }

  /** The median of those numbers that are not NaN. */
  static Optional<Double> median(double[] values) {
    double[] known = Arrays.stream(values).filter(x -> !Double.isNaN(x)).toArray();
    return known.length == 0 ? Optional.empty() : Optional.of(AlignmentFit.median(known));
  }

  JsonNode toJson() {
    ObjectNode json = ModelJson.object(TYPE, VERSION);
    blocks.forEach(block -> json.withArray("blocks").add(block.text()));
    json.putArray("elements");
    elements.forEach(element -> json.withArray("elements").add(element.symbol()));
    return json.put("descriptor_width", descriptorWidth);
  }

  static FeatureSet fromJson(JsonNode json) {
    ModelJson.expect(json, TYPE, VERSION);
    List<FeatureBlock> blocks = new ArrayList<>();
    ModelJson.arrayField(json, "blocks")
        .forEach(name -> blocks.add(FeatureBlock.of(name.asText())));
    List<Element> elements = new ArrayList<>();
    ModelJson.arrayField(json, "elements").forEach(name -> elements.add(Element.of(name.asText())));
    return new FeatureSet(
        blocks, elements, ModelJson.integer(json, "descriptor_width", 0, ModelJson.MOST));
  }
}
