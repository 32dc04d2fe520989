package org.xipline.importer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xipline.importer.delivery.DeliveryObserver;
import org.xipline.importer.folder.FolderObserver;
import org.xipline.importer.health.Impairment.Kind;
import org.xipline.importer.health.Impairments;
import org.xipline.importer.health.ImportHealth;
import org.xipline.importer.health.InFlightAge;
import org.xipline.importer.mailbox.ClockedServer;
import org.xipline.importer.mailbox.PooledServer;
import org.xipline.runtime.clock.ClockOffset;
import org.xipline.schemas.reason.DeadLetterReason;

/**
 * Counts records. Its law, at any moment at which nothing moves:
 *
 * <pre>consumed = delivered + already present + dead-lettered + retried + given up + in flight
 * </pre>
 *
 * <p>Mailboxes are no labels: there may be any number of them. Which of them are in trouble is in
 * {@link #health}; how many, in two gauges.
 *
 * <p>A record that was retried is consumed again, from {@code xip.messages.retry}; one that was
 * given up, by another instance.
 */
public final class ImportMetrics implements DeliveryObserver, FolderObserver {
  private static final String PREFIX = "xipline.import.";

  private final MeterRegistry registry;
  private final Tags server;
  private final InstantSource clock;
  private final Impairments troubles;
  private final InFlightAge waiting = new InFlightAge();
  private final Counter consumed;
  private final Map<Fate, Counter> fates = new EnumMap<>(Fate.class);
  private final AtomicLong inFlight = new AtomicLong();
  private final AtomicInteger retriesWaiting = new AtomicInteger();
  private final AtomicLong bytesInFlight = new AtomicLong();
  private final AtomicReference<@Nullable PooledServer> connections = new AtomicReference<>();
  private final AtomicReference<@Nullable ClockedServer> clocked = new AtomicReference<>();
  private final Counter ownCopiesRemoved;
  private final Timer appends;

  /**
   * @param server whom they are of, as a label
   */
  ImportMetrics(MeterRegistry registry, String server, InstantSource clock) {
    this.registry = registry;
    this.server = Tags.of("server", server);
    this.clock = clock;
    this.troubles = new Impairments(clock);
    this.consumed = registry.counter(PREFIX + "consumed", this.server);
    for (Fate fate : Fate.values()) {
      fates.put(fate, registry.counter(PREFIX + nameOf(fate), this.server));
    }
    gauge("in.flight", inFlight);
    gauge("retries.waiting", retriesWaiting);
    gauge("server.reachable", () -> troubles.serverLostSince().isPresent() ? 0 : 1);
    seconds("server.lost", "How long no mailbox could be reached", troubles::serverLostSince);
    seconds(
        "oldest.waiting",
        "How long the oldest message in flight has been waiting",
        waiting::oldest);
    gauge("mailboxes.refusing", () -> troubles.count(Kind.REFUSING));
    gauge("mailboxes.throttled", () -> troubles.count(Kind.THROTTLED));
    gauge("bytes.in.flight", bytesInFlight);
    this.ownCopiesRemoved = registry.counter(PREFIX + "own.copies.removed", this.server);
    this.appends =
        Timer.builder(PREFIX + "append")
            .tags(this.server)
            .description("Time to append a batch to a folder")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofMinutes(2))
            .register(registry);
  }

  private void gauge(String name, Number value) {
    Gauge.builder(PREFIX + name, value, Number::doubleValue)
        .tags(server)
        .strongReference(true)
        .register(registry);
  }

  private void gauge(String name, Supplier<Number> value) {
    Gauge.builder(PREFIX + name, value).tags(server).register(registry);
  }

  /** Zero where there is no beginning. */
  private void seconds(String name, String description, Supplier<Optional<Instant>> since) {
    TimeGauge.builder(PREFIX + name, () -> millisSince(since.get()), TimeUnit.MILLISECONDS)
        .description(description)
        .tags(server)
        .register(registry);
  }

  private long millisSince(Optional<Instant> since) {
    return since
        .map(it -> Math.max(0, Duration.between(it, clock.instant()).toMillis()))
        .orElse(0L);
  }

  /** From now on these connections are counted. */
  void measure(PooledServer pooled) {
    if (connections.getAndSet(pooled) == null) {
      gauge("connections", () -> Objects.requireNonNull(connections.get()).openConnections());
    }
  }

  /** From now on this clock is shown, when it has been read. */
  void measure(ClockedServer server) {
    if (clocked.getAndSet(server) == null) {
      gauge("clock.offset.seconds", this::clockOffsetSeconds);
    }
  }

  /** How far the server's clock is ahead of ours; empty where nobody has read it. */
  Optional<ClockOffset> clockOffset() {
    return Optional.ofNullable(clocked.get()).flatMap(ClockedServer::clockOffset);
  }

  private double clockOffsetSeconds() {
    return clockOffset().map(offset -> offset.ahead().toMillis() / 1000.0).orElse(Double.NaN);
  }

  private Counter counterOf(Fate fate) {
    return Objects.requireNonNull(fates.get(fate));
  }

  private static String nameOf(Fate fate) {
    return fate.name().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  @Override
  public void consumed(Instant since) {
    consumed.increment();
    inFlight.incrementAndGet();
    waiting.begin(since);
  }

  @Override
  public void letGo(Fate fate, Instant since) {
    counterOf(fate).increment();
    inFlight.decrementAndGet();
    waiting.end(since);
  }

  @Override
  public void deadLettered(DeadLetterReason reason) {
    registry.counter(PREFIX + "dead.letters", server.and("reason", reason.code())).increment();
  }

  @Override
  public void serverLost(String words) {
    troubles.serverLost(words);
  }

  @Override
  public void serverReached() {
    troubles.serverReached();
  }

  @Override
  public void mailboxRefused(String mailbox, Optional<Instant> until, String words) {
    troubles.refused(mailbox, until, words);
  }

  @Override
  public void mailboxWorked(String mailbox) {
    troubles.worked(mailbox);
  }

  /** What is in the way now. */
  public ImportHealth health() {
    return troubles.health(waiting.oldest());
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
