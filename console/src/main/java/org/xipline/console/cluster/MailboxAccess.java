package org.xipline.console.cluster;

import java.util.HashMap;
import java.util.Map;
import org.xipline.importer.ImapKeys;
import org.xipline.importer.ImportKeys;
import org.xipline.importer.MailboxServers;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.runtime.settings.Settings;

/** The mailbox server that settings name. */
public final class MailboxAccess {

  private MailboxAccess() {}

  /** Not connected yet; the environment is where tokens for Exchange Online come from. */
  public static MailboxServer of(Settings settings) {
    Map<String, String> secrets = new HashMap<>(System.getenv());
    settings
        .get(ImapKeys.PASSWORD)
        .ifPresent(it -> secrets.put(ImapKeys.PASSWORD.environmentName(), it.reveal()));
    return MailboxServers.of(
        settings.get(ImportKeys.MAILBOXES),
        settings.get(ImapKeys.AUTH),
        settings.get(ImapKeys.TRUST),
        ImapKeys.connections(settings),
        secrets);
  }
}
