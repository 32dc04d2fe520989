package org.xipline.runtime.simulation;

import java.lang.reflect.Constructor;
import java.util.concurrent.Executor;

/**
 * Makes virtual threads whose steps, from one place where they park to the next, are run by an
 * executor of ours, where the JDK has no public way to name one. Virtual threads that such a thread
 * starts run there too. Needs {@code --add-opens java.base/java.lang=ALL-UNNAMED}.
 */
final class VirtualThreads {
  private static final Constructor<?> CONSTRUCTOR = constructor();

  private VirtualThreads() {}

  /** Makes a thread; {@code steps} runs each of its steps when it likes, on a platform thread. */
  static Thread create(Executor steps, String name, Runnable task) {
    try {
      return (Thread) CONSTRUCTOR.newInstance(steps, name, 0, task);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Constructor<?> constructor() {
    try {
      Constructor<?> constructor =
          Class.forName("java.lang.VirtualThread")
              .getDeclaredConstructor(Executor.class, String.class, int.class, Runnable.class);
      constructor.setAccessible(true);
      return constructor;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK makes virtual threads in another way", e);
    }
  }
}
