package org.quarry.descriptor.soap;

import java.util.ArrayList;
import java.util.List;

/**
 * The power spectrum as a list of products of two densities: block = π √(8/(2l+1)) Σ_m left_nlm
 * right_n'lm. A density is a channel of the expansion or, for mu1nu1, the sum of all channels,
 * which is counted behind them.
 */
final class SpectrumBlocks {
  /**
   * One product.
   *
   * @param left density with the index n
   * @param right density with the index n'
   * @param offset first feature
   */
  record Block(int left, int right, int offset) {
    /** Whether only n' ≥ n stands in the row. */
    boolean symmetric() {
      return left == right;
    }
  }

  private final List<Block> blocks;
  private final int channels;
  private final int densities;

  SpectrumBlocks(SoapParameters parameters, SoapLayout layout) {
    int species = parameters.species().size();
    List<Block> list = new ArrayList<>();
    switch (parameters.compression().mode()) {
      case OFF -> {
        for (int a = 0; a < species; a++) {
          for (int b = a; b < species; b++) {
            list.add(new Block(a, b, layout.pair(a, b)));
          }
        }
      }
      case CROSSOVER -> {
        for (int a = 0; a < species; a++) {
          list.add(new Block(a, a, layout.single(a)));
        }
      }
      case MU1NU1 -> {
        for (int a = 0; a < species; a++) {
          list.add(new Block(a, species, layout.single(a)));
        }
      }
      case MU2 -> list.add(new Block(0, 0, 0));
    }
    this.blocks = List.copyOf(list);
    this.channels = parameters.compression().mode() == Compression.Mode.MU2 ? 1 : species;
    this.densities =
        parameters.compression().mode() == Compression.Mode.MU1NU1 ? species + 1 : channels;
  }

  /** π √(8/(2l+1)). */
  static double prefactor(int l) {
    return Math.PI * Math.sqrt(8 / (2 * l + 1.0));
  }

  List<Block> blocks() {
    return blocks;
  }

  /** Channels of the expansion. */
  int channels() {
    return channels;
  }

  /** Channels, and their sum where it is a factor. */
  int densities() {
    return densities;
  }

  boolean hasTotal() {
    return densities > channels;
  }

  /** Whether an atom of a channel adds to a density. */
  boolean adds(int channel, int density) {
    return density == channel || density == channels;
  }
}
