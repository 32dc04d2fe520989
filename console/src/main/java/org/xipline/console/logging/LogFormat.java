package org.xipline.console.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import java.util.Locale;

/** How a process writes its log. */
public enum LogFormat {
  /** A line for people. */
  TEXT {
    @Override
    Encoder<ILoggingEvent> encoder(LoggerContext context) {
      var encoder = new PatternLayoutEncoder();
      encoder.setContext(context);
      encoder.setPattern(PATTERN);
      encoder.setCharset(UTF_8);
      encoder.start();
      return encoder;
    }
  },
  /**
   * A JSON object on a line: {@code timestamp} in milliseconds, {@code level}, {@code threadName},
   * {@code loggerName}, {@code formattedMessage}, {@code kvpList} and {@code throwable}.
   */
  JSON {
    @Override
    Encoder<ILoggingEvent> encoder(LoggerContext context) {
      var encoder = new JsonEncoder();
      encoder.setContext(context);
      encoder.setWithSequenceNumber(false);
      encoder.setWithNanoseconds(false);
      encoder.setWithContext(false);
      encoder.setWithMarkers(false);
      encoder.setWithMDC(false);
      encoder.setWithMessage(false);
      encoder.setWithArguments(false);
      encoder.setWithFormattedMessage(true);
      encoder.start();
      return encoder;
    }
  };

  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level %logger{30} %msg %kvp%n";

  /** As in the settings: {@code text} or {@code json}. */
  public static LogFormat of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  abstract Encoder<ILoggingEvent> encoder(LoggerContext context);
}
