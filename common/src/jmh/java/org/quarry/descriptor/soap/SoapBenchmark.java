package org.quarry.descriptor.soap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.atoms.NeighborList;
import org.quarry.descriptor.LocalDescriptor.LocalEvaluator;
import org.quarry.fixtures.BundledSilicon;
import org.quarry.io.ConfigurationReaders;
import org.quarry.io.Frame;
import org.quarry.io.FrameIterator;
import org.quarry.io.ReadOptions;
import org.quarry.math.RadialTable;
import org.quarry.math.SolidHarmonics;

/**
 * SOAP and its parts, in microseconds for one configuration of the published silicon test split or
 * for one centre with 67 neighbours.
 *
 * <pre>
 * ./mvnw -Pjmh -pl common test-compile exec:exec -Djmh.args="SoapBenchmark -prof gc"
 * </pre>
 *
 * <p>{@code -jvmArgsAppend -Dquarry.vector-kernels=off} among the arguments measures the scalar
 * kernels. A configuration holds 61 atoms on average.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SoapBenchmark {
  private static final int NEIGHBORS = 67;
  private static final int ROOM = 72;

  @Param({"5/8/6/0.5", "6/12/8/0.4"})
  public String setting;

  private final List<Configuration> silicon = new ArrayList<>();
  private int next;
  private LocalEvaluator evaluator;
  private NeighborList neighbors;

  private final double[] x = new double[ROOM];
  private final double[] y = new double[ROOM];
  private final double[] z = new double[ROOM];
  private final double[] r = new double[ROOM];
  private final double[] r2 = new double[ROOM];
  private RadialTable radial;
  private SolidHarmonics harmonics;
  private DensityExpansion density;
  private PowerSpectrum spectrum;
  private int[] species;
  private int[] atoms;
  private double[] vectors;
  private double[] f;
  private double[][] ylm;
  private double[] row;

  /** Reads the frames, tabulates the functions and makes up one centre. */
  @Setup
  public void prepare() throws IOException {
    Path folder = Files.createTempDirectory("quarry-jmh");
    Path file = BundledSilicon.into(folder);
    try (FrameIterator frames =
        ConfigurationReaders.forPath(file).read(file, ReadOptions.DEFAULT)) {
      while (frames.hasNext()) {
        if (frames.next() instanceof Frame.Accepted accepted
            && accepted.provenance().split().equals("test")) {
          silicon.add(accepted.configuration());
        }
      }
    }
    Files.delete(file);
    Files.delete(folder);
    String[] s = setting.split("/");
    SoapParameters parameters =
        SoapParameters.of(
                List.of(Element.of("Si")),
                Double.parseDouble(s[0]),
                Integer.parseInt(s[1]),
                Integer.parseInt(s[2]))
            .withSigma(Double.parseDouble(s[3]));
    Soap soap = Soap.of(parameters);
    evaluator = soap.evaluator();
    neighbors = new NeighborList(parameters.reach());
    radial = soap.radial();
    harmonics = soap.harmonics();
    density = new DensityExpansion(soap);
    spectrum = new PowerSpectrum(parameters, soap.positions());
    f = new double[radial.room(ROOM)];
    ylm = new double[harmonics.size()][ROOM];
    row = new double[soap.features() + PowerSpectrum.ROOM];
    scatter(new Random(1));
  }

  private void scatter(Random random) {
    species = new int[] {0};
    atoms = new int[NEIGHBORS];
    vectors = new double[3 * NEIGHBORS];
    for (int j = 0; j < NEIGHBORS; j++) {
      double[] v = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
      double norm = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
      r[j] = radial.range() * Math.cbrt(0.05 + 0.95 * random.nextDouble());
      x[j] = v[0] / norm;
      y[j] = v[1] / norm;
      z[j] = v[2] / norm;
      r2[j] = 1;
      for (int axis = 0; axis < 3; axis++) {
        vectors[3 * j + axis] = v[axis] / norm * r[j];
      }
    }
  }

  private Configuration configuration() {
    next = next + 1 < silicon.size() ? next + 1 : 0;
    return silicon.get(next);
  }

  @Benchmark
  public double[] configurationInAll() {
    evaluator.evaluate(configuration());
    return evaluator.values();
  }

  @Benchmark
  public double[] configurationNeighbors() {
    neighbors.build(configuration());
    return neighbors.vectors();
  }

  @Benchmark
  public double[] centerRadialFunctions() {
    radial.evaluate(NEIGHBORS, r, f);
    return f;
  }

  @Benchmark
  public double[][] centerHarmonics() {
    harmonics.evaluate(NEIGHBORS, x, y, z, r2, ylm);
    return ylm;
  }

  /** With radial functions and harmonics. */
  @Benchmark
  public double[] centerExpansion() {
    density.clear();
    density.addCenter(0);
    density.add(species, atoms, vectors, 0, NEIGHBORS);
    return density.coefficients(0);
  }

  @Benchmark
  public double[] centerPowerSpectrum() {
    spectrum.write(density, row, 0);
    return row;
  }
}
