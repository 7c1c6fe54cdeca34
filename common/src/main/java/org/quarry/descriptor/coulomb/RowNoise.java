package org.quarry.descriptor.coulomb;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Random;
import org.quarry.atoms.Configuration;

/**
 * Gaussian noise on the row norms by which a matrix is sorted, so that rows of similar norm change
 * places: random Coulomb matrices (Montavon et al., Advances in Neural Information Processing
 * Systems 25, 440 (2012); Hansen et al., J. Chem. Theory Comput. 9, 3404 (2013)). Several copies of
 * a configuration, each with a noise of its own, teach a model that the order means nothing; they
 * are rows of their own. Where one vector a configuration is wanted, as in a table keyed by
 * configuration and parameters, take one copy for each of several seeds.
 *
 * <p>The noise is a function of the seed, the {@linkplain Configuration#id() content id} of the
 * configuration and the number of the copy alone: the same in all bits in any order, thread or
 * machine. The first eight bytes (big-endian) of the SHA-256 of the UTF-8 text {@code "seed id
 * copy"}, numbers in decimal, seed a {@link Random}, whose Gaussians the Java platform specifies to
 * the bit; atom i in stored order gets the i-th.
 *
 * @param sigma standard deviation, in the unit of the matrix elements, positive (DScribe's sigma;
 *     Montavon et al. took 1 with distances in bohr)
 * @param seed any whole number
 * @param copies rows a configuration, from 1 to {@value #MAX_COPIES}
 */
public record RowNoise(double sigma, int seed, int copies) {
  private static final int MAX_COPIES = 10_000;

  public RowNoise {
    if (!(sigma > 0) || sigma == Double.POSITIVE_INFINITY) {
      throw MatrixForm.wrong("sigma must be positive", sigma);
    }
    if (copies < 1 || copies > MAX_COPIES) {
      throw MatrixForm.wrong("copies must be between 1 and " + MAX_COPIES, copies);
    }
  }

  /** Adds a copy's noise to the norms of a configuration's n rows. */
  void add(Configuration configuration, int copy, Random random, double[] norms, double[] noisy) {
    random.setSeed(hash(seed + " " + configuration.id() + " " + copy));
    for (int i = 0; i < configuration.size(); i++) {
      noisy[i] = norms[i] + sigma * random.nextGaussian();
    }
  }

  void addTo(Map<String, Object> map) {
    map.put("sigma", sigma);
    map.put("seed", seed);
    map.put("copies", copies);
  }

  private static long hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
