package org.quarry.descriptor.soap;

import java.util.ArrayList;
import java.util.List;
import org.quarry.atoms.Element;
import org.quarry.descriptor.FeatureLayout;

/**
 * Where a SOAP feature stands. Blocks of species pairs Z ≤ Z' in ascending order (off), Z = Z' only
 * (crossover), one block (mu2), or one a species (mu1nu1); in a block l, then n, then n', with n' ≥
 * n where both densities are the same.
 */
final class SoapLayout {
  private final int species;
  private final int nMax;
  private final int lMax;
  private final FeatureLayout features;

  SoapLayout(SoapParameters parameters) {
    this.nMax = parameters.nMax();
    this.lMax = parameters.lMax();
    List<Element> elements = parameters.species();
    this.species = elements.size();
    List<String> names = new ArrayList<>();
    List<Integer> lengths = new ArrayList<>();
    switch (parameters.compression().mode()) {
      case OFF -> {
        for (int a = 0; a < species; a++) {
          for (int b = a; b < species; b++) {
            names.add(elements.get(a) + "-" + elements.get(b));
            lengths.add(a == b ? symmetricBlock() : fullBlock());
          }
        }
      }
      case CROSSOVER -> {
        for (Element element : elements) {
          names.add(element + "-" + element);
          lengths.add(symmetricBlock());
        }
      }
      case MU1NU1 -> {
        for (Element element : elements) {
          names.add(element + "-*");
          lengths.add(fullBlock());
        }
      }
      case MU2 -> {
        names.add("*-*");
        lengths.add(symmetricBlock());
      }
    }
    this.features = FeatureLayout.of(names, lengths);
  }

  FeatureLayout features() {
    return features;
  }

  /** First feature of a pair of species a ≤ b, counted from 0, without compression. */
  int pair(int a, int b) {
    return features.blocks().get(a * species - a * (a - 1) / 2 + b - a).offset();
  }

  /** First feature of the block of a species, crossover or mu1nu1. */
  int single(int a) {
    return features.blocks().get(a).offset();
  }

  private int symmetricBlock() {
    return (lMax + 1) * nMax * (nMax + 1) / 2;
  }

  private int fullBlock() {
    return (lMax + 1) * nMax * nMax;
  }
}
