package org.xipline.console.replay;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xipline.console.deadletter.AddressChunks;
import org.xipline.console.deadletter.HeldItem;
import org.xipline.console.deadletter.RecordSession;
import org.xipline.console.deadletter.Selection;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.HeldPair;
import org.xipline.ingest.staging.Manifest;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.runtime.payload.StoredPayload;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.reason.DeadLetterReason.Stage;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.topic.Topic;

/**
 * Writes the records of one replay, each with the fact that its pairs are pending again. They are
 * made from the dead letters; where those carry no record to go on from, from the archive's
 * manifest.
 */
final class ReplayRecords {
  private final ReplayRequest request;
  private final ReplayRules rules;
  private final RecordSession session;
  private final Map<HeldItem, List<HeldPair>> waiting = new LinkedHashMap<>();

  ReplayRecords(
      ReplayRequest request, ReplayRules rules, RecordSession session, Selection selection) {
    this.request = request;
    this.rules = rules;
    this.session = session;
    waiting.putAll(selection.items());
  }

  /** Replays the pairs that wait for this dead letter's record. */
  void from(DeadLetter letter) throws IOException {
    Optional<HeldItem> item = HeldItem.of(letter).filter(waiting::containsKey);
    if (item.isPresent()) {
      for (Stage stage : Stage.values()) {
        List<HeldPair> carried = carried(item.get(), letter, stage);
        if (!carried.isEmpty()) {
          send(item.get(), letter, stage, carried);
          settle(item.get(), carried);
        }
      }
    }
  }

  /** Replays the pairs for which there was no dead letter to go on from. */
  void fromManifests(PayloadStore payloads) throws IOException {
    Map<ArchiveKey, Map<String, HeldItem>> archives = new HashMap<>();
    waiting
        .keySet()
        .forEach(item ->
            archives.computeIfAbsent(item.archive(), _ -> new HashMap<>()).put(item.entry(), item));
    for (var archive : archives.entrySet()) {
      fromManifest(payloads, archive.getKey(), archive.getValue());
    }
  }

  /** Pairs that could not be replayed: nothing to go on from is left. */
  long left() {
    return waiting.values().stream().mapToLong(List::size).sum();
  }

  private void fromManifest(PayloadStore payloads, ArchiveKey archive, Map<String, HeldItem> items)
      throws IOException {
    Optional<StoredPayload> stored = payloads.find(PayloadKey.ofManifest(archive.archiveId()));
    if (stored.isEmpty()) {
      return;
    }
    String signer = rules.acceptanceOf(archive).signer().sha256();
    try (Manifest manifest = Manifest.open(payloads, stored.get().claimCheck())) {
      for (Optional<Entry> next = manifest.next(); next.isPresent(); next = manifest.next()) {
        HeldItem item = items.get(next.get().getPath());
        if (item != null) {
          List<HeldPair> pairs = List.copyOf(waiting.getOrDefault(item, List.of()));
          sendEntry(item, next.get().toBuilder().setSignerSha256(signer), pairs);
          settle(item, pairs);
        }
      }
    }
  }

  private List<HeldPair> carried(HeldItem item, DeadLetter letter, Stage stage) throws IOException {
    var routing = rules.of(item.archive()).routing();
    return waiting.getOrDefault(item, List.of()).stream()
        .filter(pair -> Reentry.stageOf(pair, routing) == stage)
        .filter(pair -> Reentry.isCarriedBy(letter, pair, stage))
        .toList();
  }

  private void send(HeldItem item, DeadLetter letter, Stage stage, List<HeldPair> pairs)
      throws IOException {
    switch (stage) {
      case CONVERSION -> sendEntry(item, letter.getEntry().toBuilder(), pairs);
      case DELIVERY -> sendMessage(item, letter.getMessage().toBuilder(), pairs);
    }
  }

  private void sendEntry(HeldItem item, Entry.Builder entry, List<HeldPair> pairs)
      throws IOException {
    ArchiveKey archive = item.archive();
    entry
        .setConnector(archive.connector().value())
        .setArchiveId(archive.archiveId().hex())
        .setSnapshotId(rules.of(archive).snapshotId());
    String key = archive.archiveId().hex() + "/" + item.entry();
    for (List<String> addresses : chunks(pairs)) {
      session.send(Topic.ENTRIES, key, entry.setReplay(request.mark(addresses)).build());
      session.tell(archive, request.fact(item.entry(), addresses));
    }
  }

  private void sendMessage(HeldItem item, MailboxMessage.Builder message, List<HeldPair> pairs)
      throws IOException {
    ReplayRules.Rules current = rules.of(item.archive());
    message
        .setEntryPath(item.entry())
        .setSnapshotId(current.snapshotId())
        .setMailboxServer(current.mailboxServer());
    new MessageResend(request, session)
        .send(item.archive(), message, pairs.stream().map(HeldPair::address).toList());
  }

  private static List<List<String>> chunks(List<HeldPair> pairs) {
    return AddressChunks.of(pairs.stream().map(HeldPair::address).toList());
  }

  private void settle(HeldItem item, List<HeldPair> pairs) {
    Set<HeldPair> settled = Set.copyOf(pairs);
    List<HeldPair> left =
        waiting.getOrDefault(item, List.of()).stream()
            .filter(pair -> !settled.contains(pair))
            .toList();
    if (left.isEmpty()) {
      waiting.remove(item);
    } else {
      waiting.put(item, left);
    }
  }
}
