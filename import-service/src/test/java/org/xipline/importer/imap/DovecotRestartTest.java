package org.xipline.importer.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.importer.folder.FolderDelivery;
import org.xipline.importer.folder.FolderMemory;
import org.xipline.importer.imap.connection.ConnectionSettings;
import org.xipline.importer.imap.connection.ServerTrust;
import org.xipline.importer.imap.dovecot.DovecotServer;
import org.xipline.importer.imap.dovecot.ImapView;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.AppendResult.AlreadyPresent;
import org.xipline.importer.mailbox.AppendResult.Appended;
import org.xipline.importer.mailbox.Messages;
import org.xipline.importer.mailbox.OutgoingMessage;
import org.xipline.schemas.identity.EmailAddress;

/** A server that is killed in the middle of deliveries, again and again. */
@EnabledIf(value = "hasDovecot", disabledReason = "needs dovecot (Debian package dovecot-imapd)")
class DovecotRestartTest {
  private static final int MAILBOXES = 4;
  private static final int BATCHES = 30;
  private static final int MESSAGES = 20;
  private static final int KILLS = 3;
  private static final long PAUSE_NANOS = 20_000_000;

  @TempDir private Path folder;

  static boolean hasDovecot() {
    return DovecotServer.program().isPresent();
  }

  @Test
  void shouldEndWithOneCopyOfEachWhateverTheServerLoses() throws Exception {
    try (DovecotServer dovecot = DovecotServer.startIn(folder);
        ImapMailboxServer server = serverOn(dovecot)) {
      var importer = new FolderDelivery(server, new FolderMemory(10_000));
      List<Thread> threads =
          IntStream.range(0, MAILBOXES)
              .mapToObj(i -> Thread.startVirtualThread(() -> deliverAll(importer, mailbox(i))))
              .toList();
      killAgainAndAgain(dovecot, threads);
      for (Thread thread : threads) {
        thread.join();
      }

      for (int i = 0; i < MAILBOXES; i++) {
        // What a server still did after its client was gone, the next look settles.
        deliver(importer, mailbox(i), List.of(Messages.message("last")));
        assertThat(new ImapView(dovecot).contentsOf(mailbox(i)))
            .hasSize(BATCHES * MESSAGES + 1)
            .doesNotHaveDuplicates();
      }
    }
  }

  private static ImapMailboxServer serverOn(DovecotServer dovecot) {
    return new ImapMailboxServer(
        dovecot.endpoint(), dovecot.master(), ConnectionSettings.DEFAULT, ServerTrust.ofTheJdk());
  }

  private static void killAgainAndAgain(DovecotServer dovecot, List<Thread> threads)
      throws InterruptedException {
    for (int kill = 0; kill < KILLS; kill++) {
      Thread.sleep(150);
      dovecot.kill();
      dovecot.start();
    }
    assertThat(threads).isNotEmpty();
  }

  private static void deliverAll(FolderDelivery importer, EmailAddress mailbox) {
    for (int batch = 0; batch < BATCHES; batch++) {
      int first = batch * MESSAGES;
      deliver(
          importer,
          mailbox,
          IntStream.range(first, first + MESSAGES)
              .mapToObj(i -> Messages.message("m" + i))
              .toList());
    }
  }

  /** As the import service does it: what did not get in goes again. */
  private static void deliver(
      FolderDelivery importer, EmailAddress mailbox, List<OutgoingMessage> messages) {
    var waiting = new ArrayList<>(messages);
    while (!waiting.isEmpty()) {
      List<AppendResult> results = importer.deliver(mailbox, List.copyOf(waiting)).results();
      for (int i = results.size() - 1; i >= 0; i--) {
        if (results.get(i) instanceof Appended || results.get(i) instanceof AlreadyPresent) {
          waiting.remove(i);
        }
      }
      LockSupport.parkNanos(waiting.isEmpty() ? 0 : PAUSE_NANOS);
    }
  }

  private static EmailAddress mailbox(int number) {
    return new EmailAddress("m" + number + "@contoso.example");
  }
}
