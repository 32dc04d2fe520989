package org.xipline.console.cli;

/** Tells whether the process is ending: then what fails has been pulled away on purpose. */
public final class ProcessEnd {

  public static boolean isNear() {
    var probe = new Thread();
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException _) {
      return true;
    }
  }

  private ProcessEnd() {}
}
