package org.xipline.runtime.service;

/** Hears of a service that cannot go on. */
@FunctionalInterface
public interface FailureListener {

  /**
   * The service of this name has stopped for this reason; called at most once for a service, on any
   * thread.
   */
  void failed(String service, Throwable cause);
}
