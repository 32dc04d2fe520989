package org.xipline.importer;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.importer.imap.ImapLocation;
import org.xipline.importer.imap.connection.ConnectionSettings;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.runtime.settings.Settings;
import org.xipline.schemas.record.MailboxPlace;

/**
 * The way into the import service's own mailbox server, and to those that connectors name. Secrets
 * are sent to servers that the service's settings name, or on this machine, and to no others:
 * whoever may add a connector cannot have them sent anywhere.
 */
public final class MailboxAccess {
  private static final Logger LOGGER = LoggerFactory.getLogger(MailboxAccess.class);

  private final MailboxPlace own;
  private final Set<String> others;
  private final ConnectionSettings connections;
  private final Map<String, String> environment;

  /**
   * @param own the service's own server
   * @param others locations of further IMAP servers that it may deliver to
   * @param connections how connections to an IMAP server are kept
   * @param environment where secrets come from
   */
  public MailboxAccess(
      MailboxPlace own,
      Set<String> others,
      ConnectionSettings connections,
      Map<String, String> environment) {
    this.own = own;
    this.others = Set.copyOf(others);
    this.connections = connections;
    this.environment = Map.copyOf(environment);
  }

  /**
   * What settings say.
   *
   * @param environment where tokens for Exchange Online come from
   */
  public static MailboxAccess read(Settings settings, Map<String, String> environment) {
    Map<String, String> secrets = new HashMap<>(environment);
    settings
        .get(ImapKeys.PASSWORD)
        .ifPresent(it -> secrets.put(ImapKeys.PASSWORD.environmentName(), it.reveal()));
    String location = MailboxServers.canonical(settings.get(ImportKeys.MAILBOXES));
    var own = MailboxPlace.newBuilder().setLocation(location);
    settings.get(ImapKeys.AUTH).ifPresent(own::setImapAuth);
    settings.get(ImapKeys.TRUST).map(Path::toString).ifPresent(own::setImapTrustFile);
    return new MailboxAccess(
        own.build(), settings.get(ImapKeys.SERVERS), ImapKeys.connections(settings), secrets);
  }

  /** Where the own server is, as connectors may name it too. */
  public String ownLocation() {
    return own.getLocation();
  }

  /** Whether a connector that names this location names the own server, however it is spelled. */
  boolean isOwn(String location) {
    return MailboxServers.canonical(location).equals(MailboxServers.canonical(own.getLocation()));
  }

  /**
   * The own server, not connected yet.
   *
   * @throws IllegalArgumentException if it cannot be used; says what is wrong
   * @throws java.io.UncheckedIOException if its directory cannot be created
   */
  public MailboxServer openOwn() {
    return MailboxServers.of(own, connections, environment);
  }

  /**
   * The same, for a service: a directory that cannot be created now is waited for.
   *
   * @throws IllegalArgumentException if it cannot be used; says what is wrong
   */
  public MailboxServer openOwnForService() {
    try {
      return openOwn();
    } catch (UncheckedIOException e) {
      LOGGER
          .atWarn()
          .addKeyValue("server", own.getLocation())
          .addKeyValue("error", e.getMessage())
          .log("mailboxes cannot be reached yet");
      return MailboxServers.existing(own.getLocation());
    }
  }

  /**
   * The server that a connector names, not connected yet; whoever asks for it closes it.
   *
   * @throws IllegalArgumentException if it may not, or cannot be used as it is named; says what to
   *     do
   * @throws java.io.UncheckedIOException if its directory cannot be created
   */
  public MailboxServer open(MailboxPlace named) {
    String location = MailboxServers.canonical(named.getLocation());
    if (isOwn(location)) {
      return openOwn();
    }
    if (ImapLocation.isOne(location) && !others.contains(location) && !isHere(location)) {
      throw new IllegalArgumentException(
          "the import service may not deliver to %s: add the server to its setting %s"
              .formatted(location, ImapKeys.SERVERS.key()));
    }
    return MailboxServers.of(named, connections, environment);
  }

  /** By the address itself or the name that stands for it: what a name leads to may change. */
  private static boolean isHere(String location) {
    String host = ImapLocation.parse(location).host();
    try {
      return host.equals("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
