package org.quarry.potential.kim;

import com.sun.jna.Callback;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.DoubleByReference;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;

/**
 * The functions of libkim-api 2 that a simulator calls, under their own names. KIM's enumerations
 * are structs of one int, which every ABI we run on passes as that int; their constants are data
 * symbols of the library.
 */
final class KimApi {
  private static final NativeLibrary LIBRARY =
      NativeLibrary.getInstance(Platform.isMac() ? "libkim-api.2.dylib" : "libkim-api.so.2");

  static {
    Native.register(KimApi.class, LIBRARY);
  }

  private KimApi() {}

  /** The value of an enumeration's constant. */
  static int constant(String name) {
    return LIBRARY.getGlobalVariableAddress("KIM_" + name).getInt(0);
  }

  /**
   * KIM_GetNeighborListFunction. Addresses come as numbers: an object for each costs more than the
   * call.
   */
  interface Neighbors extends Callback {
    int invoke(long data, int lists, long cutoffs, int list, int particle, long count, long to);
  }

  static native void KIM_Log_PushDefaultVerbosity(int verbosity);

  static native int KIM_SpeciesName_FromString(String name);

  static native int KIM_Model_Create(
      int numbering,
      int length,
      int energy,
      int charge,
      int temperature,
      int time,
      String name,
      IntByReference unitsAccepted,
      PointerByReference model);

  static native void KIM_Model_Destroy(PointerByReference model);

  static native void KIM_Model_GetInfluenceDistance(Pointer model, DoubleByReference distance);

  static native void KIM_Model_GetNeighborListPointers(
      Pointer model, IntByReference lists, PointerByReference cutoffs, PointerByReference hints);

  static native int KIM_Model_GetSpeciesSupportAndCode(
      Pointer model, int species, IntByReference supported, IntByReference code);

  static native int KIM_Model_ComputeArgumentsCreate(Pointer model, PointerByReference arguments);

  static native int KIM_Model_ComputeArgumentsDestroy(Pointer model, PointerByReference arguments);

  static native int KIM_Model_Compute(Pointer model, Pointer arguments);

  static native int KIM_ComputeArguments_GetArgumentSupportStatus(
      Pointer arguments, int name, IntByReference status);

  static native int KIM_ComputeArguments_GetCallbackSupportStatus(
      Pointer arguments, int name, IntByReference status);

  static native int KIM_ComputeArguments_SetArgumentPointerInteger(
      Pointer arguments, int name, Pointer values);

  static native int KIM_ComputeArguments_SetArgumentPointerDouble(
      Pointer arguments, int name, Pointer values);

  static native int KIM_ComputeArguments_SetCallbackPointer(
      Pointer arguments, int name, int language, Pointer function, Pointer data);

  /** The same with a Java method, which JNA lets native code call without a proxy. */
  static native int KIM_ComputeArguments_SetCallbackPointer(
      Pointer arguments, int name, int language, Neighbors function, Pointer data);

  static native int KIM_Collections_Create(PointerByReference collections);

  static native void KIM_Collections_Destroy(PointerByReference collections);

  static native int KIM_Collections_CacheListOfItemNamesByType(
      Pointer collections, int type, IntByReference count);

  static native int KIM_Collections_GetItemNameByType(
      Pointer collections, int index, PointerByReference name);

  static native int KIM_Collections_CacheListOfItemMetadataFiles(
      Pointer collections, int type, String item, IntByReference count);

  static native int KIM_Collections_GetItemMetadataFile(
      Pointer collections,
      int index,
      PointerByReference name,
      IntByReference length,
      PointerByReference bytes,
      IntByReference isText,
      PointerByReference text);
}
