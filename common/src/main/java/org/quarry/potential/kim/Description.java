package org.quarry.potential.kim;

import java.util.ArrayList;
import java.util.List;

/**
 * What is known of a model.
 *
 * @param name its extended KIM id
 * @param species symbols of the elements it describes, by atomic number
 * @param cutoff longest cutoff of its neighbour lists in Å; NaN where the model was not opened
 * @param influence distance in Å within which an atom has a say in the energy of another; NaN where
 *     the model was not opened
 * @param title one line
 * @param citation the primary source of its parameters, empty where the model names none
 */
record Description(
    String name,
    List<String> species,
    double cutoff,
    double influence,
    String title,
    String citation) {
  Description {
    species = List.copyOf(species);
  }

  Description opened(List<String> known, double longestCutoff, double influenceDistance) {
    return new Description(name, known, longestCutoff, influenceDistance, title, citation);
  }

  void write(Message message) {
    message.putText(name).putInt(species.size());
    species.forEach(message::putText);
    message.putDouble(cutoff).putDouble(influence).putText(title).putText(citation);
  }

  static Description read(Message message) {
    String name = message.getText();
    int count = message.getCount(Integer.BYTES);
    List<String> species = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      species.add(message.getText());
    }
    return new Description(
        name,
        species,
        message.getDouble(),
        message.getDouble(),
        message.getText(),
        message.getText());
  }
}
