package org.quarry.network.training;

import java.util.Locale;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/** How gradients become steps. */
public enum Optimizer {
  /** Kingma and Ba, ICLR 2015. */
  ADAM {
    @Override
    IUpdater updater(double rate) {
      return new Adam(rate);
    }
  },
  /** Adam whose second moments do not shrink (Reddi, Kale and Kumar, ICLR 2018). */
  AMSGRAD {
    @Override
    IUpdater updater(double rate) {
      return new AMSGrad(rate);
    }
  };

  abstract IUpdater updater(double rate);

  /** The name as the command line writes it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
