package org.xipline.importer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.xipline.importer.delivery.DeliveryObserver;
import org.xipline.importer.folder.FolderObserver;
import org.xipline.schemas.reason.DeadLetterReason;

/**
 * Counts records. Its law, at any moment at which nothing moves:
 *
 * <pre>consumed = delivered + already present + dead-lettered + retried + given up + in flight
 * </pre>
 *
 * <p>A record that was retried is consumed again, from {@code xip.messages.retry}; one that was
 * given up, by another instance.
 */
public final class ImportMetrics implements DeliveryObserver, FolderObserver {
  private static final String PREFIX = "xipline.import.";

  private final MeterRegistry registry;
  private final Counter consumed;
  private final Map<Fate, Counter> fates = new EnumMap<>(Fate.class);
  private final AtomicLong inFlight = new AtomicLong();
  private final AtomicInteger retriesWaiting = new AtomicInteger();
  private final AtomicInteger serverReachable = new AtomicInteger(1);
  private final AtomicLong bytesInFlight = new AtomicLong();
  private final Counter ownCopiesRemoved;
  private final Timer appends;

  ImportMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.consumed = registry.counter(PREFIX + "consumed");
    for (Fate fate : Fate.values()) {
      fates.put(fate, registry.counter(PREFIX + nameOf(fate)));
    }
    gauge("in.flight", inFlight);
    gauge("retries.waiting", retriesWaiting);
    gauge("server.reachable", serverReachable);
    gauge("bytes.in.flight", bytesInFlight);
    this.ownCopiesRemoved = registry.counter(PREFIX + "own.copies.removed");
    this.appends =
        Timer.builder(PREFIX + "append")
            .description("how long batches take into their folders")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofMinutes(2))
            .register(registry);
  }

  private void gauge(String name, Number value) {
    Gauge.builder(PREFIX + name, value, Number::doubleValue)
        .strongReference(true)
        .register(registry);
  }

  private Counter counterOf(Fate fate) {
    return Objects.requireNonNull(fates.get(fate));
  }

  private static String nameOf(Fate fate) {
    return fate.name().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  @Override
  public void consumed() {
    consumed.increment();
    inFlight.incrementAndGet();
  }

  @Override
  public void letGo(Fate fate) {
    counterOf(fate).increment();
    inFlight.decrementAndGet();
  }

  @Override
  public void deadLettered(DeadLetterReason reason) {
    registry.counter(PREFIX + "dead.letters", "reason", reason.code()).increment();
  }

  @Override
  public void serverReachable(boolean reachable) {
    serverReachable.set(reachable ? 1 : 0);
  }

  @Override
  public void retriesWaiting(int count) {
    retriesWaiting.set(count);
  }

  @Override
  public void appending(long bytes) {
    bytesInFlight.addAndGet(bytes);
  }

  @Override
  public void appended(long bytes, Duration took) {
    bytesInFlight.addAndGet(-bytes);
    appends.record(took);
  }

  @Override
  public void removedOwnCopies(int count) {
    ownCopiesRemoved.increment(count);
  }

  /** How many records became this, since the start. */
  public long count(Fate fate) {
    return (long) counterOf(fate).count();
  }

  public long consumedCount() {
    return (long) consumed.count();
  }

  public long inFlightCount() {
    return inFlight.get();
  }
}
