package org.xipline.console.expiry;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.xipline.console.deadletter.HeldItem;
import org.xipline.console.deadletter.SelectedPair;
import org.xipline.console.ledger.ArchiveAccount;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.Ledger;
import org.xipline.console.ledger.LedgerQueries;
import org.xipline.console.topic.TopicReading;
import org.xipline.importer.MailboxServers;
import org.xipline.ingest.staging.Manifest;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.payload.PayloadMissingException;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.runtime.payload.StoredPayload;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.EntryKind;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.topic.ConsumerGroup;
import org.xipline.schemas.topic.Topic;

/**
 * Finds pairs that are pending although no record is left that could settle them: it expired before
 * it was read, or its group was moved beyond it.
 *
 * <p>The evidence: committed offsets are read first, then the ledger to its end, then the topics. A
 * service tells an outcome, or writes the next record, before it commits. So what is pending by
 * then, and has no record at or behind those offsets, waits for nothing. Only a message that an
 * importer has in hand while its record expires looks the same; going on from the manifest does no
 * harm to it, since the copy is found in its mailbox.
 */
public final class ExpiredPairs {
  private final Ledger ledger;
  private final KafkaClients clients;
  private final PayloadStore payloads;

  public ExpiredPairs(Ledger ledger, KafkaClients clients, PayloadStore payloads) {
    this.ledger = ledger;
    this.clients = clients;
    this.payloads = payloads;
  }

  /**
   * Those of these archives. Topics are read only where something is pending; memory grows with
   * that.
   *
   * @param catchUp within which the ledger must come to its end
   * @throws PayloadMissingException if an archive has items without an outcome, and the payload
   *     store has no manifest that says which they are
   */
  public List<SelectedPair> of(Collection<ArchiveKey> archives, Duration catchUp)
      throws IOException, InterruptedException {
    if (archives.stream().noneMatch(this::isUnsettled)) {
      return List.of();
    }
    Positions positions = Positions.read(clients);
    ledger.awaitAllCommitted(catchUp);
    var waiting = new UnresolvedPairs();
    for (ArchiveKey archive : archives) {
      if (isUnsettled(archive)) {
        addPending(waiting, archive);
      }
    }
    if (!waiting.isEmpty()) {
      takeOutEntries(waiting, positions);
      takeOutMessages(waiting, positions, Topic.MESSAGES);
      takeOutMessages(waiting, positions, Topic.MESSAGES_RETRY);
    }
    return waiting.all();
  }

  private boolean isUnsettled(ArchiveKey archive) {
    return account(archive).filter(it -> !it.isSettled()).isPresent();
  }

  private Optional<ArchiveAccount> account(ArchiveKey archive) {
    return ledger.queries().find(archive).filter(it -> it.acceptance().isPresent());
  }

  private void addPending(UnresolvedPairs waiting, ArchiveKey archive) throws IOException {
    LedgerQueries queries = ledger.queries();
    queries.forEachPendingPair(archive, pair -> waiting.addPair(SelectedPair.of(pair)));
    boolean itemsLack =
        account(archive).filter(ArchiveAccount::isPublished).isPresent()
            && account(archive).map(ArchiveAccount::itemsWithoutOutcome).orElse(0L) > 0;
    if (itemsLack) {
      addUntold(waiting, archive);
    }
  }

  private void addUntold(UnresolvedPairs waiting, ArchiveKey archive) throws IOException {
    Optional<StoredPayload> manifest = payloads.find(PayloadKey.ofManifest(archive.archiveId()));
    if (manifest.isEmpty()) {
      throw new PayloadMissingException(
          ("archive %s of connector %s has %,d items without an outcome, and its manifest is not in the payload store:"
                  + " check that payloads.store is the one that the services use")
              .formatted(
                  archive.archiveId().hex(),
                  archive.connector().value(),
                  account(archive).map(ArchiveAccount::itemsWithoutOutcome).orElse(0L)));
    }
    LedgerQueries queries = ledger.queries();
    try (Manifest entries = Manifest.open(payloads, manifest.get().claimCheck())) {
      for (Optional<Entry> next = entries.next(); next.isPresent(); next = entries.next()) {
        String path = next.get().getPath();
        if (next.get().getKind() == EntryKind.ENTRY_KIND_ITEM
            && !queries.isItemTold(archive, path)
            && queries.findPair(archive, path, "").isEmpty()) {
          waiting.addItem(new HeldItem(archive, path));
        }
      }
    }
  }

  private void takeOutEntries(UnresolvedPairs waiting, Positions positions) {
    TopicReading.ofAllCommitted(clients, Topic.ENTRIES)
        .forEach(read -> {
          if (positions.isAhead(ConsumerGroup.CONVERT, Topic.ENTRIES, read.place())) {
            waiting.found(read.value());
          }
        });
  }

  private void takeOutMessages(
      UnresolvedPairs waiting, Positions positions, Topic<MailboxMessage> topic) {
    TopicReading.ofAllCommitted(clients, topic)
        .forEach(read -> {
          if (positions.isAhead(groupOf(read.value()), topic, read.place())) {
            waiting.found(read.value());
          }
        });
  }

  private static ConsumerGroup groupOf(MailboxMessage message) {
    String server = message.getMailboxServer();
    return server.isEmpty()
        ? ConsumerGroup.IMPORT
        : ConsumerGroup.IMPORT.of(MailboxServers.canonical(server));
  }
}
