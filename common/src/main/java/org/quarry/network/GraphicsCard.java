package org.quarry.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.environment.Nd4jEnvironment;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An NVIDIA card as ND4J's CUDA backend describes it. The backend is there if Quarry was built with
 * {@code -Pcuda}; ND4J then takes it wherever it finds a card, and the CPU elsewhere.
 *
 * @param capability ten times the compute capability: 86 for 8.6
 */
public record GraphicsCard(String name, int capability) {
  /** ND4J 1.0.0-M2.1 brings machine code for these, and none that a driver could translate. */
  private static final int LEAST = 37;

  private static final int BEYOND = 90;

  private static final Logger LOG = LoggerFactory.getLogger(GraphicsCard.class);
  private static final String BACKEND = "org/nd4j/linalg/jcublas/JCublasBackend.class";

  /**
   * Sees, the first time that a process asks, whether it can compute on its card; a process of a
   * build for CUDA that has none says in one line that it takes the CPU.
   *
   * @throws IllegalStateException if there is a card that ND4J has no code for, with one line that
   *     says what to do
   */
  public static void check() {
    Once.PROBLEMS.stream()
        .findFirst()
        .ifPresent(
            problem -> {
              throw new IllegalStateException(problem);
            });
  }

  /** What is wrong with the cards of this process. */
  private static final class Once {
    static final List<String> PROBLEMS = look();
  }

  private static List<String> look() {
    if (GraphicsCard.class.getClassLoader().getResource(BACKEND) == null) {
      return List.of();
    }
    if (Nd4j.getExecutioner().type() != ExecutionerType.CUDA) {
      LOG.warn(
          "no NVIDIA card was found, this process computes on the CPU (nvidia-smi must list the"
              + " card; CUDA 11.6's libraries must be on the library path)");
      return List.of();
    }
    return all().stream().flatMap(card -> card.problem().stream()).toList();
  }

  /** The cards that ND4J sees in this process. */
  private static List<GraphicsCard> all() {
    List<GraphicsCard> cards = new ArrayList<>();
    Object devices =
        Nd4j.getExecutioner()
            .getEnvironmentInformation()
            .get(Nd4jEnvironment.CUDA_DEVICE_INFORMATION_KEY);
    if (devices instanceof List<?> list) {
      for (Object device : list) {
        if (device instanceof Map<?, ?> facts) {
          cards.add(of(facts));
        }
      }
    }
    return cards;
  }

  /** A card by the facts that ND4J's environment information has of it. */
  static GraphicsCard of(Map<?, ?> facts) {
    return new GraphicsCard(
        String.valueOf(facts.get(Nd4jEnvironment.CUDA_DEVICE_NAME_KEY)),
        10 * number(facts, Nd4jEnvironment.CUDA_DEVICE_MAJOR_VERSION_KEY)
            + number(facts, Nd4jEnvironment.CUDA_DEVICE_MINOR_VERSION_KEY));
  }

  private static int number(Map<?, ?> facts, String key) {
    return facts.get(key) instanceof Number number ? number.intValue() : 0;
  }

  /** Why ND4J cannot compute on the card, at most one line. */
  List<String> problem() {
    if (capability >= LEAST && capability < BEYOND) {
      return List.of();
    }
    return List.of(
        String.format(
            "%s has compute capability %d.%d, and ND4J has code for 3.7 to 8.9 only: take another"
                + " card, or set BACKEND_PRIORITY_CPU=1000 to compute on the CPU",
            name, capability / 10, capability % 10));
  }
}
