package org.xipline.console.cluster;

import java.util.HashMap;
import java.util.Map;
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
        .get(ImportKeys.IMAP_PASSWORD)
        .ifPresent(it -> secrets.put(ImportKeys.IMAP_PASSWORD.environmentName(), it.reveal()));
    return MailboxServers.of(
        settings.get(ImportKeys.MAILBOXES),
        settings.get(ImportKeys.IMAP_AUTH),
        settings.get(ImportKeys.IMAP_TRUST),
        secrets);
  }
}
