package org.xipline.console.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import ch.qos.logback.core.spi.FilterReply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class RetryFilterTest {
  private static final Instant START = Instant.parse("2026-11-20T09:15:00Z");
  private static final String SENDER = "org.apache.kafka.clients.producer.internals.Sender";
  private static final String RETRIED =
      "[Producer clientId=p] Got error produce response with correlation id 7 on topic-partition"
          + " xip.outcomes-1, retrying (2147483646 attempts left). Error: CONCURRENT_TRANSACTIONS";

  private final LoggerContext context = new LoggerContext();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ListAppender<ILoggingEvent> summaries = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(RetryFilter.class);
  private Instant now = START;
  private final RetryFilter filter = new RetryFilter(() -> now);

  @BeforeEach
  void listen() {
    filter.bindTo(registry);
    summaries.start();
    logger.addAppender(summaries);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(summaries);
  }

  @Test
  void shouldCountWhatIsTriedAgainAndKeepItQuiet() {
    assertThat(decide(0, SENDER, RETRIED)).isEqualTo(FilterReply.DENY);
    assertThat(decide(5, SENDER, RETRIED)).isEqualTo(FilterReply.DENY);

    assertThat(
            registry.get("xipline.kafka.retries").tag("error", "CONCURRENT_TRANSACTIONS").counter())
        .satisfies(it -> assertThat(it.count()).isEqualTo(2));
    assertThat(retryingSeconds()).isEqualTo(5);
  }

  @Test
  void shouldWarnOnceAMinuteOfWhatGoesOnForHalfAMinute() {
    for (int second = 0; second < 30; second += 5) {
      assertThat(decide(second, SENDER, RETRIED)).isEqualTo(FilterReply.DENY);
    }
    assertThat(decide(30, SENDER, RETRIED)).isEqualTo(FilterReply.NEUTRAL);
    for (int second = 35; second < 90; second += 5) {
      assertThat(decide(second, SENDER, RETRIED)).isEqualTo(FilterReply.DENY);
    }
    assertThat(decide(90, SENDER, RETRIED)).isEqualTo(FilterReply.NEUTRAL);
  }

  @Test
  void shouldTakeAPauseForSuccess() {
    decide(0, SENDER, RETRIED);
    decide(25, SENDER, RETRIED);

    assertThat(decide(35, SENDER, RETRIED)).isEqualTo(FilterReply.DENY);
    now = START.plusSeconds(60);
    assertThat(retryingSeconds()).isZero();
  }

  @Test
  void shouldTellOnceAMinuteHowOften() {
    decide(0, SENDER, RETRIED);
    decide(20, SENDER, RETRIED);
    decide(61, SENDER, RETRIED);
    decide(62, SENDER, RETRIED);

    assertThat(summaries.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "Kafka clients repeated operations in the last minute: CONCURRENT_TRANSACTIONS 3 times");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "org.apache.kafka.clients.producer.internals.Sender | [P] Received invalid metadata error"
            + " in produce request on partition xip.entries-3 due to"
            + " org.apache.kafka.common.errors.NotLeaderOrFollowerException: no. Going to request"
            + " metadata update now",
        "org.apache.kafka.clients.NetworkClient | [C] Connection to node -1 (/127.0.0.1:9092) could"
            + " not be established. Node may not be available.",
        "org.apache.kafka.clients.NetworkClient | [C] Bootstrap broker 127.0.0.1:9092 (id: -1 rack:"
            + " null isFenced: false) disconnected",
        "org.apache.kafka.clients.NetworkClient | [C] The metadata response from the cluster"
            + " reported a recoverable issue with correlation id 3 :"
            + " {xip.entries=LEADER_NOT_AVAILABLE}"
      })
  void shouldKnowWhatElseIsTriedAgain(String by, String message) {
    assertThat(decide(0, by, message)).isEqualTo(FilterReply.DENY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "org.apache.kafka.clients.producer.internals.Sender | Aborting producer batches due to"
            + " fatal error",
        "org.xipline.importer.ImportService | Connection to node 1 could not be established"
      })
  void shouldLeaveEverythingElse(String by, String message) {
    assertThat(decide(0, by, message)).isEqualTo(FilterReply.NEUTRAL);
  }

  private double retryingSeconds() {
    return registry.get("xipline.kafka.retrying.seconds").gauge().value();
  }

  private FilterReply decide(int second, String by, String message) {
    now = START.plusSeconds(second);
    var event = new LoggingEvent();
    event.setLoggerContext(context);
    event.setLoggerName(by);
    event.setLevel(Level.WARN);
    event.setMessage(message);
    event.setInstant(now);
    return filter.decide(event);
  }
}
