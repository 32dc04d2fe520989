package org.xipline.importer;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.xipline.importer.imap.connection.ConnectionSettings;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.runtime.settings.Settings;
import org.xipline.schemas.record.MailboxPlace;

/**
 * The way into the import service's own mailbox server, and to those that connectors name. The
 * environment's password is the own server's: whoever may name a server gets it sent nowhere else.
 *
 * @param own the service's own server
 * @param connections how connections to an IMAP server are kept
 * @param environment where secrets come from
 */
public record MailboxAccess(
    MailboxPlace own, ConnectionSettings connections, Map<String, String> environment)
    implements NamedServer {

  public MailboxAccess {
    environment = Map.copyOf(environment);
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
    var own = MailboxPlace.newBuilder().setLocation(settings.get(ImportKeys.MAILBOXES));
    settings.get(ImapKeys.AUTH).ifPresent(own::setImapAuth);
    settings.get(ImapKeys.TRUST).map(Path::toString).ifPresent(own::setImapTrustFile);
    return new MailboxAccess(own.build(), ImapKeys.connections(settings), secrets);
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

  /** Where a connector names the own server by nothing but its location, the log-in is the own. */
  @Override
  public MailboxServer open(MailboxPlace place) {
    if (!place.getLocation().equals(own.getLocation())) {
      return MailboxServers.of(place, connections, withoutOwnPassword());
    }
    boolean isBare = place.getImapAuth().isEmpty();
    return MailboxServers.of(isBare ? own : place, connections, environment);
  }

  private Map<String, String> withoutOwnPassword() {
    var others = new HashMap<>(environment);
    others.remove(ImapKeys.PASSWORD.environmentName());
    return others;
  }
}
