package org.quarry.descriptor.soap;

import java.util.LinkedHashMap;
import java.util.Map;
import org.quarry.descriptor.soap.SoapParameters.RadialBasis;
import org.quarry.math.GtoBasis;
import org.quarry.math.PolynomialBasis;
import org.quarry.math.RadialFunctions;
import org.quarry.math.RadialTable;

/**
 * The tables in use. Computing one takes from a tenth of a second to seconds, so every descriptor
 * with the same radial settings shares it; the ones used least recently are forgotten.
 */
final class RadialTables {
  private static final int KEPT = 16;
  private static final Map<Key, RadialTable> RECENT = new LinkedHashMap<>(KEPT, 0.75f, true);

  private RadialTables() {}

  static synchronized RadialTable of(SoapParameters p) {
    Key key = new Key(p.rbf(), p.rCut(), p.nMax(), p.lMax(), p.sigma());
    RadialTable table = RECENT.get(key);
    if (table == null) {
      RadialFunctions functions =
          switch (p.rbf()) {
            case GTO -> new GtoBasis(p.rCut(), p.nMax(), p.lMax()).smoothedBy(p.sigma());
            case POLYNOMIAL ->
                new PolynomialBasis(p.rCut(), p.nMax()).smoothedBy(p.sigma(), p.lMax());
          };
      table = RadialTable.of(functions, p.reach());
      RECENT.put(key, table);
      if (RECENT.size() > KEPT) {
        RECENT.remove(RECENT.keySet().iterator().next());
      }
    }
    return table;
  }

  private record Key(RadialBasis rbf, double rCut, int nMax, int lMax, double sigma) {}
}
