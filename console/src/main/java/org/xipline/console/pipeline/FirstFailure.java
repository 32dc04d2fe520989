package org.xipline.console.pipeline;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.runtime.service.FailureListener;
import org.xipline.runtime.service.ServiceFailedException;

/** Remembers the first service that could not go on. Safe for use by many threads. */
final class FirstFailure implements FailureListener {
  private static final Logger LOGGER = LoggerFactory.getLogger(FirstFailure.class);

  private final AtomicReference<@Nullable ServiceFailedException> first = new AtomicReference<>();

  @Override
  public void failed(String service, Throwable cause) {
    LOGGER
        .atError()
        .addKeyValue("service", service)
        .addKeyValue("error", String.valueOf(cause))
        .setCause(cause)
        .log("service failed");
    first.compareAndSet(null, new ServiceFailedException(service, cause));
  }

  /**
   * Nothing, as long as none has failed.
   *
   * @throws ServiceFailedException if one has
   */
  void throwIfAny() {
    ServiceFailedException failure = first.get();
    if (failure != null) {
      throw failure;
    }
  }
}
