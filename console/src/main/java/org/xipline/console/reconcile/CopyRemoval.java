package org.xipline.console.reconcile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.xipline.console.action.ActionRecords;
import org.xipline.console.action.ActionState;
import org.xipline.console.action.ChunkEffects;
import org.xipline.console.action.Effects;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.importer.mailbox.ContentDigest;
import org.xipline.importer.mailbox.Mailbox;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.importer.mailbox.Opening;
import org.xipline.importer.mailbox.ReadBack;
import org.xipline.importer.mailbox.Removal;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.record.CopiesRemoved;
import org.xipline.schemas.record.Outcome;

/**
 * Removes second copies, one by one, each only after the oldest was read once more and found to be
 * what it was; and tells the ledger who wanted it and why. A copy that is gone already is told of
 * again.
 */
final class CopyRemoval implements Effects {
  private final ActionState action;
  private final ArchiveKey archive;
  private final MailboxServer server;
  private final BiConsumer<SelectedCopy, String> stayed;

  /**
   * @param stayed hears of copies that are still there, and why
   */
  CopyRemoval(
      ActionState action,
      ArchiveKey archive,
      MailboxServer server,
      BiConsumer<SelectedCopy, String> stayed) {
    this.action = action;
    this.archive = archive;
    this.server = server;
    this.stayed = stayed;
  }

  @Override
  public int elementsAtOnce() {
    return 1;
  }

  @Override
  public ChunkEffects of(List<String> elements) throws IOException {
    var records = new ArrayList<ProducerRecord<String, byte[]>>();
    long left = 0;
    for (String line : elements) {
      SelectedCopy copy = SelectedCopy.ofLine(line);
      Optional<String> obstacle = remove(copy);
      if (obstacle.isPresent()) {
        stayed.accept(copy, obstacle.get());
        left++;
      } else {
        records.add(removed(copy));
      }
    }
    return new ChunkEffects(records, left);
  }

  /** Why the copy is still there; empty if it is gone. */
  private Optional<String> remove(SelectedCopy copy) throws IOException {
    Optional<Opening> opening = server.openExisting(new EmailAddress(copy.mailbox()));
    if (opening.isEmpty() || !(opening.get() instanceof Opening.Opened(Mailbox opened))) {
      return Optional.of("not removed: the mailbox cannot be opened");
    }
    try (opened) {
      if (!isAsItWas(opened, copy)) {
        return Optional.of("not removed: the other copy has changed");
      }
      return opened.remove(List.of(copy.extra())) instanceof Removal.NotRemoved(String detail)
          ? Optional.of("not removed: " + detail)
          : Optional.empty();
    }
  }

  private static boolean isAsItWas(Mailbox mailbox, SelectedCopy copy) {
    var read = new ArrayList<ContentDigest>();
    ReadBack result = mailbox.digest(List.of(copy.kept()), (_, content) -> read.add(content));
    return result instanceof ReadBack.Complete && read.equals(List.of(copy.content()));
  }

  private ProducerRecord<String, byte[]> removed(SelectedCopy copy) {
    return ActionRecords.fact(
        archive,
        action.startedAt(),
        Outcome.newBuilder()
            .setCopiesRemoved(
                CopiesRemoved.newBuilder()
                    .setEntryPath(copy.entry())
                    .addAllAddresses(copy.addresses())
                    .setMailbox(copy.mailbox())
                    .addPlaces(copy.extra().toString())
                    .setRemovedBy(action.started().getActor().getName())
                    .setWhy(action.started().getWhy())));
  }

  @Override
  public void close() {
    // Mailboxes are closed one by one.
  }
}
