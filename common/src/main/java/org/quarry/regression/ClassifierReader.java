package org.quarry.regression;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Reads classifiers of one kind from their JSON. Kinds that live elsewhere – a head of a neural
 * network, say – are registered as a service of this name.
 */
public interface ClassifierReader {
  /** The kind: the field {@code type} of its JSON. */
  String type();

  /**
   * Reads a classifier.
   *
   * @throws IllegalArgumentException if the JSON is not that of a sound one, with one line that
   *     says where
   */
  Classifier read(JsonNode json);
}
