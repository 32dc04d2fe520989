package org.xipline.console.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.time.InstantSource;
import org.slf4j.LoggerFactory;

/**
 * The log in the data directory. It is set up here and not in {@code logback.xml}, as the directory
 * is not known before the command line is read. Four files of 8 MiB at most.
 */
public final class LogFile {
  private static final String FILE_SIZE = "8MB";
  private static final int OLD_FILES = 3;

  private LogFile() {}

  /** Adds the file to where the log goes, for as long as the process lives. */
  public static void open(Path file) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      var appender = new RollingFileAppender<ILoggingEvent>();
      appender.setContext(context);
      appender.setFile(file.toString());
      appender.setEncoder(LogFormat.TEXT.encoder(context));
      appender.addFilter(retries(context));
      appender.setTriggeringPolicy(trigger(context));
      appender.setRollingPolicy(rolling(context, appender, file));
      appender.start();
      context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    }
  }

  private static RetryFilter retries(LoggerContext context) {
    var retries = new RetryFilter(InstantSource.system());
    retries.setContext(context);
    retries.start();
    return retries;
  }

  private static SizeBasedTriggeringPolicy<ILoggingEvent> trigger(LoggerContext context) {
    var trigger = new SizeBasedTriggeringPolicy<ILoggingEvent>();
    trigger.setContext(context);
    trigger.setMaxFileSize(FileSize.valueOf(FILE_SIZE));
    trigger.start();
    return trigger;
  }

  private static FixedWindowRollingPolicy rolling(
      LoggerContext context, RollingFileAppender<ILoggingEvent> appender, Path file) {
    var rolling = new FixedWindowRollingPolicy();
    rolling.setContext(context);
    rolling.setParent(appender);
    rolling.setFileNamePattern(file + ".%i");
    rolling.setMinIndex(1);
    rolling.setMaxIndex(OLD_FILES);
    rolling.start();
    return rolling;
  }
}
