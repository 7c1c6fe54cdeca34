package org.quarry.network.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TapeTest {
  private final ArrayEngine engine = HostEngine.of(Precision.DOUBLE);

  @Test
  void derivativesOfTheCubeAreTheKnownOnes() {
    try (Tape tape = Tape.on(engine)) {
      Node x = tape.variable(new double[] {2}, 1, 1);
      Node y = x.times(x).times(x);
      Node first = tape.gradient(y, x);
      Node second = tape.gradient(first, x);
      Node third = tape.gradient(second, x);
      assertEquals(8, y.toNumber(), 1e-15);
      assertEquals(12, first.toNumber(), 1e-15);
      assertEquals(12, second.toNumber(), 1e-15);
      assertEquals(6, third.toNumber(), 1e-15);
    }
  }

  @Test
  void aValueThatDoesNotEnterHasGradientZero() {
    try (Tape tape = Tape.on(engine)) {
      Node x = tape.variable(new double[] {1, 2}, 1, 2);
      Node stranger = tape.variable(new double[] {1, 2, 3}, 3, 1);
      Node y = x.square().sum();
      assertArrayEquals(new double[3], tape.gradient(y, stranger).toArray());
      Node later = tape.variable(new double[] {1}, 1, 1);
      assertEquals(0, tape.gradient(y, later).toNumber());
    }
  }

  @Test
  void gradientsByIntermediateValuesStopThere() {
    try (Tape tape = Tape.on(engine)) {
      Node x = tape.variable(new double[] {3}, 1, 1);
      Node middle = x.square();
      Node y = middle.square();
      List<Node> gradients = tape.lastGradients(y, List.of(middle, x));
      assertEquals(18, gradients.get(0).toNumber(), 1e-14);
      assertEquals(108, gradients.get(1).toNumber(), 1e-12);
    }
  }

  @Test
  void afterTheLastGradientsResultsCanBeUsedButNotDifferentiated() {
    try (Tape tape = Tape.on(engine)) {
      Node x = tape.variable(new double[] {1, 2}, 1, 2);
      Node hidden = x.exp();
      Node y = hidden.square().sum();
      Node gradient = tape.lastGradients(y, List.of(x)).get(0);
      assertEquals(2 * (Math.exp(2) + 2 * Math.exp(4)), gradient.times(x).sum().toNumber(), 1e-12);
      assertEquals(Math.exp(2) + Math.exp(4), y.toNumber(), 1e-12);
      assertThrows(IllegalStateException.class, hidden::toArray);
      assertThrows(IllegalStateException.class, () -> tape.gradient(y, x));
    }
  }

  @Test
  void aClosedTapeHasGivenEverythingBack() {
    Ledger ledger = new Ledger();
    for (boolean last : new boolean[] {true, false}) {
      try (Tape tape = Tape.on(ledger.engine())) {
        Node x = tape.variable(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
        Node w = tape.variable(new double[] {1, 2, 3}, 3, 1);
        Node b = tape.variable(new double[] {1}, 1, 1);
        Node y = x.reshape(2, 3).linearShiftedSoftplus(w, b).rows(0, 2).plus(x.columns(0, 1));
        Node slope = tape.gradient(y.square().sum(), x);
        Node loss = slope.square().plus(slope).sum();
        if (last) {
          tape.lastGradients(loss, List.of(w, x));
        } else {
          tape.gradients(loss, List.of(w, x));
        }
      }
      assertEquals(0, ledger.outstanding());
    }
    assertTrue(ledger.taken() > 20);
  }

  @Test
  void wrongShapesAreNamed() {
    try (Tape tape = Tape.on(engine)) {
      Node a = tape.constant(0, 3, 4);
      Node b = tape.constant(0, 3, 2);
      String message = assertThrows(IllegalArgumentException.class, () -> a.matmul(b)).getMessage();
      assertTrue(message.contains("3 × 4") && message.contains("3 × 2"), message);
      assertThrows(IllegalArgumentException.class, () -> a.plus(b));
      assertThrows(IllegalArgumentException.class, () -> a.reshape(5, 2));
      assertThrows(IllegalArgumentException.class, () -> a.rows(2, 5));
      assertThrows(IllegalArgumentException.class, () -> tape.gradient(a, b));
      assertThrows(IllegalArgumentException.class, () -> tape.constant(new double[3], 2, 2));
      assertThrows(IllegalArgumentException.class, () -> RowIndex.of(new int[] {0, 4}, 4));
    }
  }

  @Test
  void nodesOfTwoTapesDoNotMix() {
    try (Tape one = Tape.on(engine);
        Tape other = Tape.on(engine)) {
      Node a = one.constant(1, 1, 1);
      Node b = other.constant(1, 1, 1);
      assertThrows(IllegalArgumentException.class, () -> a.plus(b));
    }
  }
}
