package org.xipline.importer.imap;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xipline.importer.imap.connection.ImapEndpoint;
import org.xipline.importer.imap.connection.ImapEndpoint.Security;

/** Reads where an IMAP server is, as {@code --mailboxes} says it. */
public final class ImapLocation {
  private static final String FORMS =
      "imaps://HOST:PORT, imap://HOST:PORT or imap://HOST:PORT?tls=off";
  private static final String PLAIN = "tls=off";
  private static final int IMAPS_PORT = 993;
  private static final int IMAP_PORT = 143;

  private ImapLocation() {}

  /** Whether a location is meant to be one of an IMAP server. */
  public static boolean isOne(String location) {
    return location.startsWith("imap:") || location.startsWith("imaps:");
  }

  /**
   * The same location in the form that is compared and kept: in lower case, with its port, an
   * address in its full form.
   *
   * @throws IllegalArgumentException if it is none; says what one looks like
   */
  public static String canonical(String location) {
    String lowerCase = location.toLowerCase(Locale.ROOT);
    ImapEndpoint endpoint = parse(lowerCase);
    String scheme = endpoint.security() == Security.TLS ? "imaps" : "imap";
    String query = endpoint.security() == Security.NONE ? "?" + PLAIN : "";
    return "%s://%s:%d%s".formatted(scheme, canonicalHost(endpoint.host()), endpoint.port(), query);
  }

  private static String canonicalHost(String host) {
    if (!host.contains(":")) {
      return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
    return "[" + InetAddress.ofLiteral(host).getHostAddress() + "]";
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
    if (!isBare || uri.getHost() == null) {
      throw unusable(location);
    }
    Security security = security(uri, location);
    return new ImapEndpoint(withoutBrackets(uri.getHost()), port(uri, security), security);
  }

  private static int port(URI uri, Security security) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return security == Security.TLS ? IMAPS_PORT : IMAP_PORT;
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
        "mailboxes on an IMAP server must be "
            + FORMS
            + "; not: "
            + location.substring(location.lastIndexOf('@') + 1));
  }
}
