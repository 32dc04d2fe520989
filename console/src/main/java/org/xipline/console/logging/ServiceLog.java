package org.xipline.console.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.time.InstantSource;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The log of a process that goes on until it is told to end: all of it to standard error. */
public final class ServiceLog {
  private static final String STANDARD_ERROR = "System.err";

  private ServiceLog() {}

  /**
   * Takes the place of what the log of a single command is.
   *
   * @return what is kept out of it, to be measured
   */
  public static RetryFilter open(LogFormat format) {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    var retries = new RetryFilter(InstantSource.system());
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
      root.detachAndStopAllAppenders();
      root.addAppender(appender(context, format, retries));
    }
    return retries;
  }

  private static ConsoleAppender<ILoggingEvent> appender(
      LoggerContext context, LogFormat format, RetryFilter retries) {
    retries.setContext(context);
    retries.start();
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setTarget(STANDARD_ERROR);
    appender.setEncoder(format.encoder(context));
    appender.addFilter(retries);
    appender.start();
    return appender;
  }
}
