package org.xipline.console.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.runtime.service.FailureListener;

/** What services are built on. */
public record Ground(
    DataDirectory data,
    KafkaConnection connection,
    PayloadStore payloads,
    MeterRegistry registry,
    FailureListener failures) {}
