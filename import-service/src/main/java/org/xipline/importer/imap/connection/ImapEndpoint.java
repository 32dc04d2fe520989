package org.xipline.importer.imap.connection;

/**
 * Where a server listens.
 *
 * @param host is what its certificate must name
 */
public record ImapEndpoint(String host, int port, Security security) {
  private static final int MAX_PORT = 65_535;

  /** How the connection is kept from others' eyes. */
  public enum Security {
    /** TLS from the first octet. */
    TLS,
    /** TLS by {@code STARTTLS}; without it nothing goes on. */
    STARTTLS,
    /** None: for a server on the same machine. */
    NONE
  }

  public ImapEndpoint {
    if (host.isBlank() || port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException("no host and port: %s:%d".formatted(host, port));
    }
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
