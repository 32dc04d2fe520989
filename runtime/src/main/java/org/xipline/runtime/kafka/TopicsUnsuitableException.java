package org.xipline.runtime.kafka;

/** The topics are there, but not as they must be; somebody has to change them. */
public final class TopicsUnsuitableException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  TopicsUnsuitableException(String message) {
    super(message);
  }
}
