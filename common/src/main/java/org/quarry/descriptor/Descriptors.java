package org.quarry.descriptor;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.quarry.parameters.Settings;

/** Descriptors by name. */
public final class Descriptors {
  private static final Map<String, DescriptorProvider> PROVIDERS = load();

  private Descriptors() {}

  /**
   * The descriptor with a name and settings.
   *
   * <pre>{@code
   * Descriptors.of("soap", Map.of("species", List.of("Si"), "r_cut", 5, "n_max", 8, "l_max", 6))
   * }</pre>
   *
   * @param settings values under the names that the field uses (for SOAP those of DScribe):
   *     strings, numbers, booleans, lists, and maps of these; where a file is named, its content as
   *     bytes will do
   * @throws IllegalArgumentException if there is no such descriptor, or a setting is missing,
   *     unknown or not allowed
   * @throws java.io.UncheckedIOException if a file that a setting names cannot be used
   */
  public static Descriptor of(String name, Map<String, ?> settings) {
    DescriptorProvider provider = provider(name);
    Settings read = Settings.of(name, settings);
    read.refuseAllBut(provider.settings());
    Descriptor descriptor = provider.create(read);
    read.refuseOthers();
    return descriptor;
  }

  /** The names of all descriptors, sorted. */
  public static List<String> names() {
    return List.copyOf(PROVIDERS.keySet());
  }

  /**
   * The names of the settings that a descriptor knows, sorted.
   *
   * @throws IllegalArgumentException if there is no such descriptor
   */
  public static SortedSet<String> settings(String name) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(provider(name).settings()));
  }

  private static DescriptorProvider provider(String name) {
    DescriptorProvider provider = PROVIDERS.get(name);
    if (provider == null) {
      throw new IllegalArgumentException(
          "unknown descriptor \""
              + name
              + "\" (known: "
              + String.join(", ", PROVIDERS.keySet())
              + ")");
    }
    return provider;
  }

  private static Map<String, DescriptorProvider> load() {
    Map<String, DescriptorProvider> providers = new TreeMap<>();
    for (DescriptorProvider provider :
        ServiceLoader.load(DescriptorProvider.class, Descriptors.class.getClassLoader())) {
      providers.put(provider.name(), provider);
    }
    return providers;
  }
}
