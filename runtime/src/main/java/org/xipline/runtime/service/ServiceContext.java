package org.xipline.runtime.service;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.payload.PayloadStore;

/**
 * What a service works with. All of it stays open when the service ends.
 *
 * @param instance distinguishes this process from others that run the same services
 * @param stateDirectory for what a service keeps between runs and can rebuild
 * @param connection to the brokers; the topics exist
 * @param registry for the meters of every service of the process
 * @param failures is told of a service that cannot go on
 */
public record ServiceContext(
    String instance,
    Path stateDirectory,
    KafkaConnection connection,
    PayloadStore payloads,
    MeterRegistry registry,
    FailureListener failures) {

  /** The same for one of several services of a process: its state has a directory of its own. */
  public ServiceContext of(String service) {
    return new ServiceContext(
        instance, stateDirectory.resolve(service), connection, payloads, registry, failures);
  }
}
