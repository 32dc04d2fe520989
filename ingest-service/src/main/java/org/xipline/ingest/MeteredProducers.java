package org.xipline.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;

/** Gives one producer after the other, each metered until the next one takes its place. */
final class MeteredProducers implements Supplier<Producer<String, byte[]>>, AutoCloseable {
  private final Supplier<Producer<String, byte[]>> producers;
  private final MeterRegistry registry;
  private Optional<KafkaClientMetrics> metrics = Optional.empty();

  MeteredProducers(Supplier<Producer<String, byte[]>> producers, MeterRegistry registry) {
    this.producers = producers;
    this.registry = registry;
  }

  @Override
  public Producer<String, byte[]> get() {
    close();
    Producer<String, byte[]> producer = producers.get();
    var bound = new KafkaClientMetrics(producer);
    bound.bindTo(registry);
    metrics = Optional.of(bound);
    return producer;
  }

  /** Of the metrics, not of the producers. */
  @Override
  public void close() {
    metrics.ifPresent(KafkaClientMetrics::close);
    metrics = Optional.empty();
  }
}
