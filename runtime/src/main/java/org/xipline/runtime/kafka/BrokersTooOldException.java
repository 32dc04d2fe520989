package org.xipline.runtime.kafka;

/** The brokers lack what xipline needs; somebody has to upgrade them. */
public final class BrokersTooOldException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  BrokersTooOldException(String message) {
    super(message);
  }
}
