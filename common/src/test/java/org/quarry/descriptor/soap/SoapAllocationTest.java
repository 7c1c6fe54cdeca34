package org.quarry.descriptor.soap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quarry.atoms.Cell;
import org.quarry.atoms.Configuration;
import org.quarry.atoms.Element;
import org.quarry.atoms.Periodicity;
import org.quarry.descriptor.LocalDescriptor.LocalEvaluator;
import org.quarry.descriptor.soap.SoapDerivatives.Centers;
import org.quarry.fixtures.PlainJvm;

class SoapAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void aWorkspaceThatHasGrownAllocatesNothing() {
    assumeTrue(THREADS.isThreadAllocatedMemorySupported());
    assertEquals("values 0, derivatives 0", PlainJvm.run(SoapAllocationTest.class));
  }

  public static void main(String[] none) {
    PrintStream out = System.out;
    Soap soap =
        Soap.of(
            SoapParameters.of(List.of(Element.of("C"), Element.of("Si")), 3.5, 4, 5)
                .withSigma(0.4));
    LocalEvaluator evaluator = soap.evaluator();
    SoapDerivatives derivatives = SoapDerivatives.of(soap);
    Configuration crystal = crystal(5);
    double[] w = new double[crystal.size() * soap.features()];
    double[] tangents = new double[w.length];
    double[] gradient = new double[3 * crystal.size()];
    double[] strain = new double[6];
    long values = allocated(() -> evaluator.evaluate(crystal));
    long products =
        allocated(
            () -> {
              derivatives.evaluate(crystal);
              derivatives.backward(w, Centers.ATTACHED, gradient, strain);
              derivatives.differentiate(1, Centers.ATTACHED);
              derivatives.pushForward(gradient, strain, Centers.ATTACHED, tangents);
            });
    out.printf("values %d, derivatives %d%n", values, products);
  }

  /** Bytes a run, of which the first made room; a few objects of the cell are not in the loop. */
  private static long allocated(Runnable work) {
    work.run();
    long id = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(id);
    for (int i = 0; i < 10; i++) {
      work.run();
    }
    return (THREADS.getThreadAllocatedBytes(id) - before) / 10 / 1024;
  }

  /** A triclinic cell, smaller than the cutoff. */
  private static Configuration crystal(int atoms) {
    int[] species = new int[atoms];
    double[] positions = new double[3 * atoms];
    for (int i = 0; i < atoms; i++) {
      species[i] = i % 2 == 0 ? 6 : 14;
      positions[3 * i] = 0.1 + i % 2 * 1.8;
      positions[3 * i + 1] = 0.2 + i % 3;
      positions[3 * i + 2] = 0.9 * i;
    }
    return Configuration.of(
        species, positions, Cell.of(3.4, 0.1, 0, 0.9, 3.1, 0.2, -0.6, 0.7, atoms), Periodicity.ALL);
  }
}
