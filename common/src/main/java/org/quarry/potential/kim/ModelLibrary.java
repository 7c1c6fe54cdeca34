package org.quarry.potential.kim;

import java.util.List;
import java.util.Map;
import org.quarry.atoms.Element;

/** The models that a worker process can open. */
interface ModelLibrary {
  /** All of them, not opened: their cutoffs are not known. */
  List<Description> installed();

  /**
   * Opens a model.
   *
   * @param species element to the model's name of a species; empty for all elements that the model
   *     knows
   * @throws IllegalArgumentException if there is no such model, it lacks one of the species, or it
   *     asks for something that Quarry does not give
   */
  ModelInstance open(String name, Map<Element, String> species);
}
