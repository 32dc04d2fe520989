package org.xipline.console.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that a client of Kafka tries again by itself, as one of its lines tells.
 *
 * @param error that it met, by Kafka's name
 * @param subject the partition or broker that it met it at
 */
record Retry(String error, String subject) {
  private static final String KAFKA = "org.apache.kafka.clients.";

  /** Each has a group {@code error}, or stands for one, and a group {@code subject}. */
  private record Line(Pattern pattern, String error) {

    Optional<Retry> read(String message) {
      Matcher found = pattern.matcher(message);
      return found.find()
          ? Optional.of(
              new Retry(error.isEmpty() ? found.group("error") : error, found.group("subject")))
          : Optional.empty();
    }
  }

  private static final List<Line> LINES =
      List.of(
          line(
              "Got error produce response with correlation id \\d+ on topic-partition"
                  + " (?<subject>\\S+), retrying \\(\\d+ attempts left\\)\\. Error: (?<error>\\w+)",
              ""),
          line(
              "Received invalid metadata error in produce request on partition (?<subject>\\S+) due"
                  + " to (?<error>[\\w.]+)",
              ""),
          line(
              "metadata response from the cluster reported a recoverable issue with correlation id"
                  + " \\d+ : \\{(?<subject>[^=]+)=(?<error>\\w+)",
              ""),
          line("Connection to node (?<subject>-?\\d+) .*could not be established", "UNREACHABLE"),
          line("Bootstrap broker (?<subject>\\S+) .*disconnected", "UNREACHABLE"));

  private static Line line(String pattern, String error) {
    return new Line(Pattern.compile(pattern), error);
  }

  /** Empty for any other line. */
  static Optional<Retry> toldBy(ILoggingEvent event) {
    if (!event.getLoggerName().startsWith(KAFKA)) {
      return Optional.empty();
    }
    String message = event.getFormattedMessage();
    return LINES.stream().flatMap(line -> line.read(message).stream()).findFirst();
  }
}
