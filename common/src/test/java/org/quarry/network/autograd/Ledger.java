package org.quarry.network.autograd;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Keeps account of the arrays that an engine gave out and got back. */
final class Ledger {
  private final ArrayEngine target = HostEngine.of(Precision.DOUBLE);
  private final Set<Object> out = Collections.newSetFromMap(new IdentityHashMap<>());
  private int taken;

  /** An engine whose arrays are counted; giving one back twice fails. */
  ArrayEngine engine() {
    return (ArrayEngine)
        Proxy.newProxyInstance(
            ArrayEngine.class.getClassLoader(),
            new Class<?>[] {ArrayEngine.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("free") && !out.remove(arguments[0])) {
                throw new AssertionError("given back twice, or never taken");
              }
              try {
                Object result = method.invoke(target, arguments);
                if (method.getName().equals("allocate")) {
                  taken++;
                  out.add(result);
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  int outstanding() {
    return out.size();
  }

  int taken() {
    return taken;
  }
}
