package org.quarry.potential.kim;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.quarry.atoms.Element;

/** The portable models that libkim-api finds on this machine. */
final class KimLibrary implements ModelLibrary {
  private final Pointer collections;
  private final int portable = KimApi.constant("COLLECTION_ITEM_TYPE_portableModel");

  KimLibrary() {
    KimApi.KIM_Log_PushDefaultVerbosity(KimApi.constant("LOG_VERBOSITY_silent")); // no kim.log
    PointerByReference created = new PointerByReference();
    if (KimApi.KIM_Collections_Create(created) != 0) {
      throw new IllegalStateException("libkim-api cannot read its collections of models");
    }
    collections = created.getValue();
  }

  @Override
  public List<Description> installed() {
    return names().stream().map(this::describe).toList();
  }

  private List<String> names() {
    IntByReference count = new IntByReference();
    KimApi.KIM_Collections_CacheListOfItemNamesByType(collections, portable, count);
    List<String> names = new ArrayList<>();
    PointerByReference name = new PointerByReference();
    for (int i = 0; i < count.getValue(); i++) {
      KimApi.KIM_Collections_GetItemNameByType(collections, i, name);
      names.add(name.getValue().getString(0));
    }
    return names.stream().sorted().toList();
  }

  /** What the model's own specification says of it. */
  private Description describe(String model) {
    IntByReference count = new IntByReference();
    KimApi.KIM_Collections_CacheListOfItemMetadataFiles(collections, portable, model, count);
    PointerByReference name = new PointerByReference();
    IntByReference length = new IntByReference();
    PointerByReference bytes = new PointerByReference();
    for (int i = 0; i < count.getValue(); i++) {
      KimApi.KIM_Collections_GetItemMetadataFile(
          collections, i, name, length, bytes, new IntByReference(), new PointerByReference());
      if (name.getValue().getString(0).equals("kimspec.edn")) {
        byte[] text = bytes.getValue().getByteArray(0, length.getValue());
        return Specification.describe(model, new String(text, StandardCharsets.UTF_8));
      }
    }
    return Specification.unknown(model);
  }

  @Override
  public ModelInstance open(String name, Map<Element, String> species) {
    return open(name, species, NeighborTable.Lookup.FASTEST);
  }

  ModelInstance open(String name, Map<Element, String> species, NeighborTable.Lookup lookup) {
    if (!names().contains(name)) {
      throw new IllegalArgumentException(
          "no KIM model " + name + " is installed here (quarry kim list shows which are)");
    }
    return new KimInstance(describe(name), species, lookup);
  }
}
