package org.xipline.console.replay;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.xipline.console.action.ChunkEffects;
import org.xipline.console.action.Effects;
import org.xipline.console.deadletter.HeldItem;
import org.xipline.console.deadletter.SelectedPair;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.HeldPair;
import org.xipline.console.ledger.PairLookup;
import org.xipline.console.ledger.PairState;
import org.xipline.console.ledger.PairStatus;
import org.xipline.console.replay.ReplayInputs.Origin;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.record.ClaimCheck;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.EntryKind;
import org.xipline.schemas.record.Payload;

/**
 * Sends pairs back to where they can heal. A pair goes on from the record that its replay's source
 * has of it, else from its archive's manifest; so does one whose message has lost its payload. A
 * pending pair whose archive has no manifest any more goes back to conversion without a payload,
 * which sets it aside as {@code payload-expired}; any other is left as it is.
 */
final class ReplayEffects implements Effects {
  /** Of these at most are in memory, with the records that they go on from. */
  private static final int PAIRS_AT_ONCE = 200;

  private static final int DIGEST_BYTES = 32;

  private final ReplayMark mark;
  private final ReplayRules rules;
  private final PairLookup ledger;
  private final ReplayInputs origins;
  private final StagedEntries staged;
  private final Consumer<SelectedPair> left;

  ReplayEffects(
      ReplayMark mark,
      ReplayRules rules,
      PairLookup ledger,
      ReplayInputs origins,
      StagedEntries staged,
      Consumer<SelectedPair> left) {
    this.mark = mark;
    this.rules = rules;
    this.ledger = ledger;
    this.origins = origins;
    this.staged = staged;
    this.left = left;
  }

  @Override
  public int elementsAtOnce() {
    return PAIRS_AT_ONCE;
  }

  @Override
  public ChunkEffects of(List<String> elements) throws IOException {
    var records = new ReplayRecords(mark);
    var waiting = new LinkedHashSet<Candidate>();
    long leftAlone = 0;
    for (SelectedPair selected : elements.stream().map(SelectedPair::ofLine).toList()) {
      Optional<Candidate> candidate = asSelected(selected);
      if (candidate.isPresent()) {
        waiting.add(candidate.get());
      } else {
        left.accept(selected);
        leftAlone++;
      }
    }
    for (Origin origin : origins.of(List.copyOf(waiting), rules)) {
      if (!(origin instanceof Origin.OfMessage(var message, _) && staged.replace(message))) {
        send(records, origin);
        origin.pairs().forEach(waiting::remove);
      }
    }
    fromManifests(records, List.copyOf(waiting)).forEach(waiting::remove);
    waiting.forEach(candidate -> left.accept(candidate.selected()));
    return new ChunkEffects(records.all(), leftAlone + waiting.size());
  }

  /** Empty where something else has been done about the pair since it was selected. */
  private Optional<Candidate> asSelected(SelectedPair selected) {
    Optional<PairState> known =
        ledger.findPair(selected.archive(), selected.entry(), selected.address());
    if (selected.wasUntold()) {
      return known.isPresent()
          ? Optional.empty()
          : Optional.of(
              new Candidate(
                  selected, HeldPair.untold(selected.archive(), selected.entry(), mark.at())));
    }
    return known
        .filter(state -> state.replaySequence() == selected.attempt())
        .map(state ->
            new Candidate(
                selected,
                new HeldPair(
                    selected.archive(),
                    selected.entry(),
                    selected.address(),
                    state,
                    Optional.empty())));
  }

  private void send(ReplayRecords records, Origin origin) throws IOException {
    HeldItem item = origin.pairs().getFirst().item();
    List<String> addresses = origin.pairs().stream().map(Candidate::address).toList();
    switch (origin) {
      case Origin.OfEntry(var entry, _) ->
          records.entry(item, entry.toBuilder(), rules.of(item.archive()), addresses);
      case Origin.OfMessage(var message, _) ->
          records.message(item, message.toBuilder(), addresses);
    }
  }

  /** Those of these pairs that could go on. */
  private List<Candidate> fromManifests(ReplayRecords records, List<Candidate> pairs)
      throws IOException {
    var sent = new ArrayList<Candidate>();
    for (var archive : grouped(pairs, it -> it.item().archive()).entrySet()) {
      sent.addAll(fromManifest(records, archive.getKey(), archive.getValue()));
    }
    return sent;
  }

  private List<Candidate> fromManifest(
      ReplayRecords records, ArchiveKey archive, List<Candidate> pairs) throws IOException {
    Map<String, List<Candidate>> items = grouped(pairs, it -> it.item().entry());
    Map<String, Entry> entries = staged.find(archive.archiveId(), items.keySet());
    String signer = rules.acceptanceOf(archive).signer().sha256();
    var sent = new ArrayList<Candidate>();
    for (var item : items.entrySet()) {
      Optional<Entry> entry = Optional.ofNullable(entries.get(item.getKey()));
      List<Candidate> going =
          item.getValue().stream().filter(pair -> entry.isPresent() || isPending(pair)).toList();
      if (!going.isEmpty()) {
        Entry.Builder sending =
            entry.map(Entry::toBuilder).orElseGet(() -> expired(archive, item.getKey()));
        send(records, new Origin.OfEntry(sending.setSignerSha256(signer).build(), going));
        sent.addAll(going);
      }
    }
    return sent;
  }

  private static <K> Map<K, List<Candidate>> grouped(
      List<Candidate> pairs, Function<Candidate, K> key) {
    return pairs.stream()
        .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
  }

  /** Nothing of it was on its way when it was selected. */
  private static boolean isPending(Candidate candidate) {
    return candidate.pair().state().standing() == PairStatus.PENDING;
  }

  /** An item whose payload is nowhere. */
  private static Entry.Builder expired(ArchiveKey archive, String path) {
    PayloadKey key = PayloadKey.ofEntry(archive.archiveId(), new EntryPath(path));
    ByteString digest = ByteString.copyFrom(new byte[DIGEST_BYTES]);
    return Entry.newBuilder()
        .setPath(path)
        .setKind(EntryKind.ENTRY_KIND_ITEM)
        .setSha256(digest)
        .setPayload(
            Payload.newBuilder()
                .setClaimCheck(ClaimCheck.newBuilder().setKey(key.value()).setSha256(digest)));
  }

  @Override
  public void close() {
    origins.close();
  }
}
