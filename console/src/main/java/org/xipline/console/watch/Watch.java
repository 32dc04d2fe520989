package org.xipline.console.watch;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.console.connector.ConnectorReader;
import org.xipline.console.connector.ConnectorStanding;
import org.xipline.console.lag.ExpectedGroups;
import org.xipline.console.lag.LagReader;
import org.xipline.console.ledger.Ledger;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.service.Service;

/**
 * Looks at brokers and ledger now and then, and shows what it sees as meters. What cannot be asked
 * keeps its last values: {@code xipline.watch.age} says how old they may be. However much there is
 * to read, it reads for no more than a quarter of the time.
 */
public final class Watch implements Service {
  private static final Logger LOGGER = LoggerFactory.getLogger(Watch.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);
  private static final int REST = 3;

  private final KafkaClients clients;
  private final Ledger ledger;
  private final Duration every;
  private final LagMeters lag;
  private final AccountMeters accounts;
  private final FeedMeters feeds;
  private final Counter failures;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().name("console-watch").daemon().unstarted(this::run);
  private volatile Instant seen = Instant.now();

  /**
   * @param ledger started before this is, and closed after it
   * @param every so often
   */
  public Watch(KafkaConnection connection, Ledger ledger, MeterRegistry registry, Duration every) {
    this.clients = new KafkaClients(connection);
    this.ledger = ledger;
    this.every = every;
    this.lag = new LagMeters(registry);
    this.accounts = new AccountMeters(registry);
    this.feeds = new FeedMeters(registry);
    this.failures =
        Counter.builder("xipline.watch.failures")
            .description("looks that brokers or ledger did not answer")
            .register(registry);
    TimeGauge.builder("xipline.watch.age", this::ageMillis, TimeUnit.MILLISECONDS)
        .description("since the last look that all answered")
        .register(registry);
  }

  @Override
  public String name() {
    return "watch";
  }

  @Override
  public Health health() {
    return Health.up().with("seen", seen);
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
      thread.join(CLOSE_TIMEOUT);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Number ageMillis() {
    return Math.max(0, Duration.between(seen, Instant.now()).toMillis());
  }

  /** What has failed begins anew, with new connections. */
  private void run() {
    while (isRunning()) {
      try (var lags = new LagReader(clients, InstantSource.system());
          var connectors = new ConnectorReader(clients)) {
        lookOn(lags, connectors);
      } catch (RuntimeException e) {
        if (isRunning()) {
          failures.increment();
          LOGGER.atWarn().addKeyValue("error", String.valueOf(e)).log("could not look");
          rest(every);
        }
      }
    }
  }

  private void lookOn(LagReader lags, ConnectorReader connectors) {
    while (isRunning()) {
      Instant now = Instant.now();
      look(lags, connectors, now);
      seen = now;
      Duration took = Duration.between(now, Instant.now()).multipliedBy(REST);
      rest(took.compareTo(every) > 0 ? took : every);
    }
  }

  private void look(LagReader lags, ConnectorReader connectors, Instant now) {
    List<ConnectorStanding> standings = connectors.all(now);
    lag.show(
        lags.read(
            ExpectedGroups.of(standings.stream().map(ConnectorStanding::connector).toList()), now));
    feeds.show(standings, now);
    accounts.show(LedgerSums.of(ledger.queries()), names(standings), now);
  }

  private static Set<String> names(List<ConnectorStanding> connectors) {
    return connectors.stream().map(it -> it.connector().getName()).collect(toUnmodifiableSet());
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
