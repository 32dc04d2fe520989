package org.xipline.console.replay;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.xipline.console.action.ActionRecords;
import org.xipline.console.deadletter.AddressChunks;
import org.xipline.console.deadletter.HeldItem;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.replay.ReplayRules.Rules;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.topic.Topic;

/** The records of one replay, each with the fact that its pairs are pending again. Pure. */
final class ReplayRecords {
  private final ReplayMark mark;
  private final List<ProducerRecord<String, byte[]>> records = new ArrayList<>();

  ReplayRecords(ReplayMark mark) {
    this.mark = mark;
  }

  List<ProducerRecord<String, byte[]>> all() {
    return records;
  }

  /** An item goes back to conversion, for these addresses only. */
  void entry(HeldItem item, Entry.Builder entry, Rules rules, List<String> pairs) {
    ArchiveKey archive = item.archive();
    entry
        .setConnector(archive.connector().value())
        .setArchiveId(archive.archiveId().hex())
        .setPath(item.entry())
        .setSnapshotId(rules.snapshotId());
    String key = archive.archiveId().hex() + "/" + item.entry();
    for (List<String> addresses : AddressChunks.of(pairs)) {
      records.add(
          ActionRecords.of(Topic.ENTRIES, key, entry.setReplay(mark.on(addresses)).build()));
      pending(item, addresses);
    }
  }

  /** A message goes back to delivery; whom it is for is said by the addresses it stands for. */
  void message(HeldItem item, MailboxMessage.Builder message, List<String> pairs) {
    message
        .setEntryPath(item.entry())
        .setReplay(mark.on(List.of()))
        .clearAttempts()
        .clearFirstTriedAt()
        .clearNotBefore();
    for (List<String> addresses : AddressChunks.of(pairs)) {
      MailboxMessage addressed = message.clearAddresses().addAllAddresses(addresses).build();
      records.add(ActionRecords.of(Topic.MESSAGES, addressed.getMailbox(), addressed));
      pending(item, addresses);
    }
  }

  private void pending(HeldItem item, List<String> addresses) {
    records.add(ActionRecords.fact(item.archive(), mark.at(), mark.fact(item.entry(), addresses)));
  }
}
