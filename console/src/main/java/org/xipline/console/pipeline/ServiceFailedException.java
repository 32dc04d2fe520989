package org.xipline.console.pipeline;

/** A service has stopped, and the pipeline cannot go on. */
public final class ServiceFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ServiceFailedException(String service, Throwable cause) {
    super("the " + service + " service has failed: " + reason(cause), cause);
  }

  private static String reason(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
