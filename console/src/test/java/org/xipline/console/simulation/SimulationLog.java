package org.xipline.console.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.xipline.runtime.simulation.Simulation;

/** Takes what real code logs into the journal of a simulation, in place of where it goes. */
final class SimulationLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger logger;
  private final Simulation simulation;
  private final List<Appender<ILoggingEvent>> others = new ArrayList<>();

  private SimulationLog(Logger logger, Simulation simulation) {
    this.logger = logger;
    this.simulation = simulation;
  }

  /** From now on, until it is closed. */
  static SimulationLog into(Simulation simulation) {
    var log =
        new SimulationLog(
            (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME), simulation);
    log.begin();
    return log;
  }

  private void begin() {
    logger.iteratorForAppenders().forEachRemaining(others::add);
    others.forEach(logger::detachAppender);
    setContext(logger.getLoggerContext());
    start();
    logger.addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getLevel().isGreaterOrEqual(Level.INFO)) {
      simulation.note(event.getThreadName(), line(event));
    }
  }

  private static String line(ILoggingEvent event) {
    var line = new StringBuilder(event.getFormattedMessage());
    if (event.getKeyValuePairs() != null) {
      line.append(' ').append(event.getKeyValuePairs());
    }
    if (event.getThrowableProxy() != null) {
      line.append(": ").append(event.getThrowableProxy().getMessage());
    }
    return line.toString();
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    others.forEach(logger::addAppender);
    stop();
  }
}
