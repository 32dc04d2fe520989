package org.xipline.importer.imap;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import org.xipline.importer.imap.connection.ImapEndpoint;
import org.xipline.importer.imap.connection.ImapEndpoint.Security;

/** Reads where an IMAP server is, as {@code --mailboxes} says it. */
public final class ImapLocation {
  private static final String FORMS =
      "imaps://HOST:PORT, imap://HOST:PORT or imap://HOST:PORT?tls=off";
  private static final String PLAIN = "tls=off";

  private ImapLocation() {}

  /** Whether a location is meant to be one of an IMAP server. */
  public static boolean isOne(String location) {
    return location.startsWith("imap:") || location.startsWith("imaps:");
  }

  /**
   * The server of a location.
   *
   * @throws IllegalArgumentException if it is none; says what one looks like
   */
  public static ImapEndpoint parse(String location) {
    URI uri = uri(location);
    boolean isBare =
        (uri.getPath() == null || uri.getPath().isEmpty() || uri.getPath().equals("/"))
            && uri.getUserInfo() == null
            && uri.getFragment() == null;
    if (!isBare || uri.getHost() == null || uri.getPort() < 1) {
      throw unusable(location);
    }
    return new ImapEndpoint(withoutBrackets(uri.getHost()), uri.getPort(), security(uri, location));
  }

  private static URI uri(String location) {
    try {
      return new URI(location);
    } catch (URISyntaxException _) {
      throw unusable(location);
    }
  }

  private static Security security(URI uri, String location) {
    @Nullable String query = uri.getQuery();
    if (query == null) {
      return uri.getScheme().equals("imaps") ? Security.TLS : Security.STARTTLS;
    }
    if (query.equals(PLAIN) && uri.getScheme().equals("imap")) {
      return Security.NONE;
    }
    throw unusable(location);
  }

  /** Around an IPv6 address. */
  private static String withoutBrackets(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static IllegalArgumentException unusable(String location) {
    return new IllegalArgumentException(
        "mailboxes on an IMAP server are given as "
            + FORMS
            + "; not: "
            + location.substring(location.lastIndexOf('@') + 1));
  }
}
