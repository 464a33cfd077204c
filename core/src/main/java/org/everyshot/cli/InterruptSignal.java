package org.everyshot.cli;

import java.lang.reflect.Proxy;

/// The signal that Ctrl-C sends.
///
/// Java has no way of its own to hear of it more than once. `sun.misc.Signal`, of the module
/// jdk.unsupported, is in every JDK, but its name is not for programs to be compiled against.
final class InterruptSignal {
  private InterruptSignal() {}

  /// Does `action` at each Ctrl-C in place of ending the program; where this virtual machine offers
  /// no such thing, or ignores Ctrl-C, all stays as it is.
  static void handle(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object handling =
          Proxy.newProxyInstance(
              InterruptSignal.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                action.run();
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("INT"), handling);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      System.getLogger("org.everyshot").log(System.Logger.Level.DEBUG, "Ctrl-C", e);
    }
  }
}
