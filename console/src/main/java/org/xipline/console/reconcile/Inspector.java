package org.xipline.console.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.ItemDescription;
import org.xipline.console.ledger.LedgerQueries;
import org.xipline.console.progress.ProgressDisplay;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.importer.mailbox.MessageLabel;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;

/** Looks into all mailboxes of an archive, a few at a time. */
final class Inspector {
  private static final int MAILBOXES_AT_ONCE = 16;
  private static final int PAIRS_AT_ONCE = 20_000;
  private static final ThreadFactory THREADS = Thread.ofVirtual().name("reconcile-", 0).factory();

  private final LedgerQueries ledger;
  private final MailboxServer server;
  private final ArchiveKey archive;
  private final ProgressDisplay progress;

  Inspector(
      LedgerQueries ledger, MailboxServer server, ArchiveKey archive, ProgressDisplay progress) {
    this.ledger = ledger;
    this.server = server;
    this.archive = archive;
    this.progress = progress;
  }

  /**
   * Looks once.
   *
   * @throws MailboxesUnreachableException if the server cannot be reached
   */
  ReconciliationPass inspect() throws InterruptedException {
    var records = new MailboxRecords(ledger, archive, PAIRS_AT_ONCE);
    List<List<String>> groups = records.groups();
    long mailboxes = groups.stream().mapToLong(List::size).sum();
    var seen = new ArrayList<ReconciliationPass>();
    for (List<String> group : groups) {
      progress.step("reading %,d mailboxes back".formatted(mailboxes));
      seen.add(inspect(records.of(group)));
    }
    return ReconciliationPass.sum(seen);
  }

  private ReconciliationPass inspect(List<MailboxRecord> records) throws InterruptedException {
    var looking = new ArrayList<Future<ReconciliationPass>>();
    try (ExecutorService threads = Executors.newFixedThreadPool(MAILBOXES_AT_ONCE, THREADS)) {
      records.forEach(record -> looking.add(threads.submit(() -> inspect(record))));
      var seen = new ArrayList<ReconciliationPass>();
      try {
        for (Future<ReconciliationPass> one : looking) {
          seen.add(one.get());
        }
        return ReconciliationPass.sum(seen);
      } catch (ExecutionException e) {
        threads.shutdownNow();
        throw e.getCause() instanceof RuntimeException cause
            ? cause
            : new IllegalStateException(e.getCause());
      }
    }
  }

  private ReconciliationPass inspect(MailboxRecord record) {
    int pairs = record.delivered().size();
    return switch (MailboxReading.of(server, archive, record)) {
      case MailboxReading.Complete(List<FoundCopy> copies) ->
          new ReconciliationPass(
              1, pairs, copies.size(), Comparison.of(archive, record, copies, this::rendered));
      case MailboxReading.Unreadable(String words) ->
          // Where nothing was delivered, nothing can differ.
          new ReconciliationPass(
              1, pairs, 0, pairs == 0 ? List.of() : List.of(Comparison.unreadable(record, words)));
      case MailboxReading.ServerLost(String words) ->
          throw new MailboxesUnreachableException(words);
    };
  }

  private Optional<String> rendered(MessageLabel label) {
    try {
      var origin =
          new ArchiveKey(new ConnectorName(label.connector()), new ArchiveId(label.archive()));
      return ledger
          .describe(origin, label.entry())
          .map(ItemDescription::messageSha256)
          .filter(digest -> !digest.isEmpty());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
