package org.xipline.runtime.service;

/** A service has stopped for good. */
public final class ServiceFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ServiceFailedException(String service, Throwable cause) {
    super("the " + service + " service has failed: " + reason(cause), cause);
  }

  private static String reason(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
