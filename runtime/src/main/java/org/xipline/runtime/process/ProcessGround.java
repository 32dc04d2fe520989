package org.xipline.runtime.process;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.runtime.service.FailureListener;
import org.xipline.runtime.settings.Settings;

/**
 * What a service of a cluster is built on.
 *
 * @param settings of the process
 * @param instance its name among its like
 * @param stateDirectory its own
 * @param connection to the brokers; topics are there
 * @param payloads outlive the service
 * @param registry served at {@code /metrics}
 * @param failures ends the process
 */
public record ProcessGround(
    Settings settings,
    String instance,
    Path stateDirectory,
    KafkaConnection connection,
    PayloadStore payloads,
    MeterRegistry registry,
    FailureListener failures) {}
