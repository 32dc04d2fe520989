package org.xipline.importer.imap;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.Confirmation;
import org.xipline.importer.mailbox.ContentDigest;
import org.xipline.importer.mailbox.CopyPlace;
import org.xipline.importer.mailbox.FiledCopy;
import org.xipline.importer.mailbox.Findings;
import org.xipline.importer.mailbox.FolderPosition;
import org.xipline.importer.mailbox.Look;
import org.xipline.importer.mailbox.Mailbox;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.importer.mailbox.MessageContent;
import org.xipline.importer.mailbox.Opening;
import org.xipline.importer.mailbox.OutgoingMessage;
import org.xipline.importer.mailbox.ReadBack;
import org.xipline.importer.mailbox.Removal;
import org.xipline.importer.mailbox.Settlement;
import org.xipline.importer.mailbox.StoredMessage;
import org.xipline.schemas.identity.EmailAddress;

/**
 * A server whose clients all stop in the middle of their APPENDs, as a process does that gets a
 * SIGSTOP, until they are told to go on.
 */
final class StoppedInAppend implements MailboxServer {
  private final MailboxServer server;
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final AtomicInteger stopped = new AtomicInteger();
  private final Queue<AppendResult> results = new ConcurrentLinkedQueue<>();

  StoppedInAppend(MailboxServer server) {
    this.server = server;
  }

  /** How many APPENDs have come to their middle. */
  int stopped() {
    return stopped.get();
  }

  void goOn() {
    goOn.countDown();
  }

  /** What became of the APPENDs. */
  List<AppendResult> results() {
    return List.copyOf(results);
  }

  @Override
  public Opening open(EmailAddress mailbox) {
    return switch (server.open(mailbox)) {
      case Opening.Opened(Mailbox opened) -> new Opening.Opened(new Stopping(opened));
      case Opening other -> other;
    };
  }

  @Override
  public Optional<Opening> openExisting(EmailAddress mailbox) {
    return server.openExisting(mailbox);
  }

  @Override
  public void close() {
    server.close();
  }

  private OutgoingMessage stopping(OutgoingMessage message) {
    MessageContent content = message.content();
    return new OutgoingMessage(
        message.key(), message.sent(), message.sizeBytes(), () -> new Halting(content.open()));
  }

  /** Stops after a few octets. */
  private final class Halting extends FilterInputStream {
    private boolean halted;

    Halting(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (halted) {
        return super.read(buffer, offset, length);
      }
      int count = super.read(buffer, offset, Math.min(length, 20));
      halted = true;
      stopped.incrementAndGet();
      awaitGoOn();
      return count;
    }

    private void awaitGoOn() {
      try {
        goOn.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private final class Stopping implements Mailbox {
    private final Mailbox mailbox;

    Stopping(Mailbox mailbox) {
      this.mailbox = mailbox;
    }

    @Override
    public List<AppendResult> append(List<OutgoingMessage> batch) {
      List<AppendResult> appended =
          mailbox.append(batch.stream().map(StoppedInAppend.this::stopping).toList());
      results.addAll(appended);
      return appended;
    }

    @Override
    public Look look(FolderPosition since, Findings findings) {
      return mailbox.look(since, findings);
    }

    @Override
    public Confirmation confirm(Collection<StoredMessage> messages) {
      return mailbox.confirm(messages);
    }

    @Override
    public Settlement settle(FolderPosition since, List<StoredMessage> own, Findings findings) {
      return mailbox.settle(since, own, findings);
    }

    @Override
    public ReadBack survey(Consumer<FiledCopy> visitor) {
      return mailbox.survey(visitor);
    }

    @Override
    public ReadBack digest(
        Collection<CopyPlace> places, BiConsumer<CopyPlace, ContentDigest> visitor) {
      return mailbox.digest(places, visitor);
    }

    @Override
    public Removal remove(Collection<CopyPlace> places) {
      return mailbox.remove(places);
    }

    @Override
    public void close() {
      mailbox.close();
    }
  }
}
