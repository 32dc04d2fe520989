package org.xipline.importer.imap;

import java.util.List;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.InterceptedServer;
import org.xipline.importer.mailbox.Mailbox;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.importer.mailbox.OutgoingMessage;

/** Something always happens between the look and the append. */
record Overtaken(Runnable meanwhile) implements InterceptedServer.Interception {

  static MailboxServer server(MailboxServer server, Runnable meanwhile) {
    return new InterceptedServer(server, new Overtaken(meanwhile));
  }

  @Override
  public List<AppendResult> append(Mailbox mailbox, List<OutgoingMessage> batch) {
    meanwhile.run();
    return mailbox.append(batch);
  }
}
