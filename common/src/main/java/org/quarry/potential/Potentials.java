package org.quarry.potential;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The potentials by name: those with parameters of the caller's, and built-in sets. */
public final class Potentials {
  private static final Map<String, Function<PotentialSpec, Potential>> BY_NAME = new TreeMap<>();

  static {
    BY_NAME.put("lj", LennardJones::of);
    BY_NAME.put("morse", Morse::of);
    BY_NAME.put("sw", StillingerWeber::read);
    BY_NAME.put("tersoff", Tersoff::read);
    BY_NAME.put("tersoff-mod", TersoffMod::read);
    BY_NAME.put("edip", Edip::read);
    BY_NAME.put("eam", EamFiles::readFuncfl);
    BY_NAME.put("eam-alloy", EamFiles::readSetfl);
    BY_NAME.put("eam-fs", EamFiles::readFinnisSinclair);
    BY_NAME.put("meam-spline", MeamSpline::read);
    builtIn("sw-si", SiliconSets::stillingerWeber);
    builtIn("tersoff-si-t2", SiliconSets::tersoffT2);
    builtIn("tersoff-si-t3", SiliconSets::tersoffT3);
    builtIn("tersoff-si-erhart-albe", SiliconSets::erhartAlbe);
    builtIn("tersoff-mod-si", SiliconSets::tersoffMod);
    builtIn("edip-si", SiliconSets::edip);
    for (PotentialProvider provider :
        ServiceLoader.load(PotentialProvider.class, Potentials.class.getClassLoader())) {
      BY_NAME.put(provider.name(), provider::of);
    }
  }

  private Potentials() {}

  private static void builtIn(String name, Supplier<Potential> set) {
    BY_NAME.put(
        name,
        spec -> {
          spec.requireNameOnly();
          return set.get();
        });
  }

  /** All names, sorted. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /**
   * The potential of a spec.
   *
   * @throws IllegalArgumentException if the spec is malformed, the name unknown, a file missing or
   *     malformed, or its parameters are refused
   */
  public static Potential of(String spec) {
    return of(PotentialSpec.parse(spec));
  }

  /** The same for a spec already parsed. */
  public static Potential of(PotentialSpec spec) {
    Function<PotentialSpec, Potential> factory = BY_NAME.get(spec.name());
    if (factory == null) {
      throw new IllegalArgumentException(
          "unknown potential \"" + spec.name() + "\" (" + String.join(", ", names()) + ")");
    }
    return factory.apply(spec);
  }
}
