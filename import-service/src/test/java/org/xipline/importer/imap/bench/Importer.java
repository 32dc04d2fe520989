package org.xipline.importer.imap.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.xipline.importer.folder.FolderDelivery;
import org.xipline.importer.folder.FolderMemory;
import org.xipline.importer.imap.ImapMailboxServer;
import org.xipline.importer.imap.connection.ConnectionSettings;
import org.xipline.importer.imap.connection.ServerTrust;
import org.xipline.importer.imap.dovecot.DovecotServer;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.importer.mailbox.OutgoingMessage;
import org.xipline.schemas.identity.EmailAddress;

/** The port {@code Mailbox}, driven as the import service drives it: look, append, settle. */
record Importer(DovecotServer server) implements Contestant {
  private static final int MAX_BATCH_MESSAGES = 100;
  private static final long MAX_BATCH_BYTES = 16 << 20;
  private static final int REMEMBERED = 1_000_000;

  @Override
  public String name() {
    return "xipline";
  }

  @Override
  public void deliver(Shape shape, List<EmailAddress> mailboxes, List<byte[]> contents)
      throws Exception {
    List<List<OutgoingMessage>> batches = batches(contents);
    try (MailboxServer imap =
        new ImapMailboxServer(
            server.endpoint(),
            server.master(),
            ConnectionSettings.DEFAULT.withMaxConnections(shape.connections()),
            ServerTrust.ofTheJdk())) {
      var folders = new FolderDelivery(imap, new FolderMemory(REMEMBERED));
      Workers.each(
          mailboxes,
          shape.connections(),
          mailbox -> batches.forEach(batch -> deliver(folders, mailbox, batch)));
    }
  }

  private static void deliver(
      FolderDelivery folders, EmailAddress mailbox, List<OutgoingMessage> batch) {
    for (AppendResult result : folders.deliver(mailbox, batch).results()) {
      if (!(result instanceof AppendResult.Appended)) {
        throw new IllegalStateException(mailbox + ": " + result);
      }
    }
  }

  private static List<List<OutgoingMessage>> batches(List<byte[]> contents) {
    List<OutgoingMessage> messages =
        IntStream.range(0, contents.size())
            .mapToObj(i -> Shape.outgoing(i, contents.get(i)))
            .toList();
    int each =
        (int) Math.clamp(MAX_BATCH_BYTES / contents.getFirst().length, 1, MAX_BATCH_MESSAGES);
    var batches = new ArrayList<List<OutgoingMessage>>();
    for (int from = 0; from < messages.size(); from += each) {
      batches.add(messages.subList(from, Math.min(messages.size(), from + each)));
    }
    return batches;
  }
}
