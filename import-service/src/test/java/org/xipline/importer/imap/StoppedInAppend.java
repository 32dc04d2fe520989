package org.xipline.importer.imap;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.InterceptedServer;
import org.xipline.importer.mailbox.Mailbox;
import org.xipline.importer.mailbox.MessageContent;
import org.xipline.importer.mailbox.OutgoingMessage;

/**
 * All clients stop in the middle of their APPENDs, as a process does that gets a SIGSTOP, until
 * they are told to go on.
 */
final class StoppedInAppend implements InterceptedServer.Interception {
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final AtomicInteger stopped = new AtomicInteger();
  private final Queue<AppendResult> results = new ConcurrentLinkedQueue<>();

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
  public List<AppendResult> append(Mailbox mailbox, List<OutgoingMessage> batch) {
    List<AppendResult> appended = mailbox.append(batch.stream().map(this::stopping).toList());
    results.addAll(appended);
    return appended;
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
}
