package org.xipline.console.watch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.console.lag.ReadingGroups;
import org.xipline.console.ledger.Ledger;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.kafka.PartitionChanges;
import org.xipline.runtime.kafka.TopicPlan;
import org.xipline.runtime.service.Service;

/**
 * Looks at brokers and ledger now and then, and shows what it sees as meters. What cannot be asked
 * keeps its last values: {@code xipline.watch.age} says how old they may be. However much there is
 * to read, it reads for no more than a quarter of the time.
 */
public final class Monitoring implements Service {
  private static final Logger LOGGER = LoggerFactory.getLogger(Monitoring.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);
  private static final int REST = 3;

  private final KafkaClients clients;
  private final TopicPlan plan;
  private final Ledger ledger;
  private final Duration every;
  private final Clock clock;
  private final MonitoringMeters meters;
  private final PartitionChanges changes;
  private final ReadingGroups readings;
  private final Counter failures;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().name("console-watch").daemon().unstarted(this::run);
  private volatile Observation sight;
  private volatile Optional<String> trouble = Optional.empty();

  /**
   * @param plan what the topics shall be
   * @param ledger started before this is, and closed after it
   * @param every so often
   */
  public Monitoring(
      KafkaConnection connection,
      TopicPlan plan,
      Ledger ledger,
      MeterRegistry registry,
      Duration every,
      Clock clock) {
    this.clients = new KafkaClients(connection);
    this.plan = plan;
    this.ledger = ledger;
    this.every = every;
    this.clock = clock;
    this.meters = MonitoringMeters.in(registry, connection.prefix());
    this.changes = new PartitionChanges(connection.prefix());
    this.readings = new ReadingGroups(connection.prefix());
    this.sight = Observation.none(clock.instant());
    this.failures =
        Counter.builder("xipline.watch.failures")
            .description("Failed attempts to read brokers or ledger")
            .register(registry);
    TimeGauge.builder("xipline.watch.age", this::ageMillis, TimeUnit.MILLISECONDS)
        .description("Time since brokers and ledger were last read")
        .register(registry);
  }

  @Override
  public String name() {
    return "watch";
  }

  @Override
  public Health health() {
    return sight.health(clock.instant(), every, trouble);
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public void close() {
    ended.countDown();
    thread.interrupt();
    try {
      if (thread.isAlive()) {
        thread.join(CLOSE_TIMEOUT);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Number ageMillis() {
    return sight.age(clock.instant()).toMillis();
  }

  /** What has failed begins anew, with new connections. */
  private void run() {
    while (isRunning()) {
      try (var look =
          new ClusterObserver(clients, plan, ledger, meters, changes, readings, clock)) {
        lookOn(look);
      } catch (RuntimeException e) {
        if (isRunning()) {
          failures.increment();
          trouble = Optional.of(String.valueOf(e));
          LOGGER
              .atWarn()
              .addKeyValue("error", String.valueOf(e))
              .log("could not read brokers or" + " ledger");
          rest(every);
        }
      }
    }
  }

  private void lookOn(ClusterObserver look) {
    while (isRunning()) {
      Instant now = clock.instant();
      sight = look.look(now);
      Duration took = Duration.between(now, clock.instant()).multipliedBy(REST);
      rest(took.compareTo(every) > 0 ? took : every);
    }
  }

  private boolean isRunning() {
    return ended.getCount() > 0;
  }

  private void rest(Duration time) {
    try {
      var _ = ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      // Told to end.
      ended.countDown();
    }
  }
}
