package org.xipline.importer;

import io.micrometer.core.instrument.MeterRegistry;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.runtime.service.FailureListener;

/** What deliveries work with; stays open when they end. */
public record ImportGround(
    KafkaConnection connection,
    PayloadStore payloads,
    MeterRegistry registry,
    FailureListener failures) {}
