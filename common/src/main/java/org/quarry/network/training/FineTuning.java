package org.quarry.network.training;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.quarry.network.Model;

/**
 * A trained model to start from.
 *
 * @param origin what names the model in settings and messages, as its file and checksum
 * @param model the model
 * @param head what becomes of f_pred
 * @param body what becomes of f_rep
 */
public record FineTuning(String origin, Model model, Head head, Body body) {
  /** What is read from the representation of atoms. */
  public enum Head {
    /** Goes on as it is: the same energies at first, up to the energies of elements. */
    KEPT,
    /** Starts anew: for labels of another kind, or another number of tasks. */
    FRESH
  }

  /** The representation of atoms. */
  public enum Body {
    TRAINED,
    FROZEN
  }

  public FineTuning {
    Objects.requireNonNull(origin);
    Objects.requireNonNull(model);
    Objects.requireNonNull(head);
    Objects.requireNonNull(body);
  }

  /** Whether rows have labels of the model's method, and all their elements are known to it. */
  boolean hasLabelsOf(ShardSet rows) throws IOException {
    return rows.setup().method().equals(model.card().method())
        && rows.setup().energyKind().equals(model.card().energyKind())
        && model.reference().atoms().keySet().containsAll(rows.elements());
  }

  /** Settings that the result depends on. */
  Map<String, Object> toMap() {
    return Map.of("from", origin, "head", text(head), "representation", text(body));
  }

  private static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
