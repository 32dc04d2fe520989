package org.xipline.importer.imap.connection;

import java.time.Duration;

/**
 * How connections are kept.
 *
 * @param maxConnections open at once, idle ones included
 * @param connectTimeout for the connection itself
 * @param readTimeout how long a server may be silent
 * @param writeTimeout how long a server may take nothing from us
 * @param idleTimeout after which an idle connection is given up; servers wait half an hour
 * @param refusalFinalAfter how long a mailbox must be refused, while others get in, until that is
 *     final
 */
public record ConnectionSettings(
    int maxConnections,
    Duration connectTimeout,
    Duration readTimeout,
    Duration writeTimeout,
    Duration idleTimeout,
    Duration refusalFinalAfter) {
  private static final Duration FINAL_WHILE_AWAITED = Duration.ofMinutes(1);

  public static final ConnectionSettings DEFAULT =
      new ConnectionSettings(
          32,
          Duration.ofSeconds(10),
          Duration.ofMinutes(2),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10));

  /** The same, with another bound. */
  public ConnectionSettings withMaxConnections(int connections) {
    return new ConnectionSettings(
        connections, connectTimeout, readTimeout, writeTimeout, idleTimeout, refusalFinalAfter);
  }

  /** The same, for a run that somebody waits for. */
  public ConnectionSettings whileAwaited() {
    return withRefusalFinalAfter(FINAL_WHILE_AWAITED);
  }

  /** The same, with another time after which a refused log-in is final. */
  public ConnectionSettings withRefusalFinalAfter(Duration time) {
    return new ConnectionSettings(
        maxConnections, connectTimeout, readTimeout, writeTimeout, idleTimeout, time);
  }

  /** The same, with none of the three timeouts of a connection longer than this. */
  public ConnectionSettings within(Duration limit) {
    return new ConnectionSettings(
        maxConnections,
        shorter(connectTimeout, limit),
        shorter(readTimeout, limit),
        shorter(writeTimeout, limit),
        idleTimeout,
        refusalFinalAfter);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** The same, with all three timeouts of a connection. */
  public ConnectionSettings withTimeout(Duration timeout) {
    return new ConnectionSettings(
        maxConnections, timeout, timeout, timeout, idleTimeout, refusalFinalAfter);
  }
}
