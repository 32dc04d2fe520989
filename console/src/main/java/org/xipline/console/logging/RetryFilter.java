package org.xipline.console.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.console.logging.RetryHistory.Judged;

/**
 * Keeps lines out of the log in which a client of Kafka says that it tries something again: they
 * are counted, told once a minute, and shown when one goes on for half a minute.
 */
public final class RetryFilter extends Filter<ILoggingEvent> implements MeterBinder {
  private static final Logger LOGGER = LoggerFactory.getLogger(RetryFilter.class);

  private final RetryHistory history = new RetryHistory();
  private final InstantSource clock;
  private Optional<MeterRegistry> registry = Optional.empty();

  /**
   * @param clock asked when the meters are read; an event has its own time
   */
  public RetryFilter(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public FilterReply decide(ILoggingEvent event) {
    return Retry.toldBy(event)
        .map(retry -> decide(retry, Instant.ofEpochMilli(event.getTimeStamp())))
        .orElse(FilterReply.NEUTRAL);
  }

  @Override
  public synchronized void bindTo(MeterRegistry meters) {
    registry = Optional.of(meters);
    Gauge.builder("xipline.kafka.retrying.seconds", this, RetryFilter::longestSeconds)
        .description("How long a Kafka client has been repeating an operation; 0 if no client is")
        .register(meters);
  }

  private FilterReply decide(Retry retry, Instant at) {
    Judged judged = note(retry, at);
    judged
        .summary()
        .ifPresent(
            text -> LOGGER.info("Kafka clients repeated operations in the last minute: {}", text));
    return judged.warn() ? FilterReply.NEUTRAL : FilterReply.DENY;
  }

  private synchronized Judged note(Retry retry, Instant at) {
    registry.ifPresent(it ->
        Counter.builder("xipline.kafka.retries")
            .description("Operations that Kafka clients repeated, by error")
            .tag("error", retry.error())
            .register(it)
            .increment());
    return history.note(retry, at);
  }

  private synchronized double longestSeconds() {
    return history.longest(clock.instant()).toMillis() / 1000.0;
  }
}
